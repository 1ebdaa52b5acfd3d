import type { ProfileId } from '@clipcast/kernel';
import type { Page } from '@clipcast/service-kit';
import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import type { Change } from './history-changes.ts';

/** One fact of a profile's life as the API shows it. */
export const HistoryItem = z
  .object({
    position: z.string().meta({ description: "Its place in the service's log." }),
    version: z.int().meta({ description: 'Its place in the history of the profile: 1, 2, 3 …' }),
    type: z.string().meta({ examples: ['ProfileRenamed'] }),
    at: z.iso.datetime(),
    actor: z.string().meta({ description: 'Who caused it.', examples: ['operator:bootstrap'] }),
    changes: z
      .array(z.object({ field: z.string(), from: z.json(), to: z.json() }))
      .meta({ description: 'What changed, field by field; null is "not set". Secrets are never shown.' }),
    correlationId: z.string().meta({ description: 'The request it began with.' }),
    traceId: z.string().nullable().meta({ description: 'The trace of that request, if it was recorded.' }),
  })
  .meta({ id: 'HistoryItem' });
export interface HistoryItem {
  readonly position: string;
  readonly version: number;
  readonly type: string;
  readonly at: string;
  readonly actor: string;
  readonly changes: readonly Change[];
  readonly correlationId: string;
  readonly traceId: string | null;
}

/** Who changed what in a profile, and when: the newest first. */
export class ViewHistory extends Query<Page<HistoryItem>> {
  constructor(
    readonly profileId: ProfileId,
    readonly limit: number,
    readonly cursor: string | undefined,
  ) {
    super();
  }
}
