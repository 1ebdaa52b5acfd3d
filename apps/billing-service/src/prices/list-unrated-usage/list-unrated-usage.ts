import type { ProfileId } from '@clipcast/kernel';
import { pageSchema } from '@clipcast/service-kit';
import { Query } from '@nestjs/cqrs';
import { z } from 'zod';

/** Usage that waits for a price, as the API shows it. */
const UnratedUsageView = z
  .object({
    profileId: z.string(),
    costId: z.string().meta({ description: 'Of the entry that it becomes.' }),
    month: z.string().meta({ description: 'The budget in which it waits.' }),
    provider: z.string(),
    model: z.string(),
    plan: z.string().nullable(),
    unit: z.string(),
    quantity: z.string(),
    incurredAt: z.string().meta({ description: 'A price must be in force then.' }),
    source: z.record(z.string(), z.string()),
    heldAt: z.string().meta({ description: 'Since when it waits.' }),
  })
  .meta({ id: 'UnratedUsage' });
export type UnratedUsageView = z.output<typeof UnratedUsageView>;

export const UnratedUsagePage = pageSchema(UnratedUsageView);
export type UnratedUsagePage = Readonly<z.output<typeof UnratedUsagePage>>;

/** Usage that is no cost yet, because nobody knows its price; of every profile when none is named. */
export class ListUnratedUsage extends Query<UnratedUsagePage> {
  constructor(
    readonly profileId: ProfileId | undefined,
    readonly limit: number,
    readonly cursor: string | undefined,
  ) {
    super();
  }
}
