import { z } from 'zod';
import { costGroupings } from '../costs/cost-sums.query.ts';

/** What may be asked of a statement. */
export const StatementQuery = z.strictObject({
  groupBy: z.enum(costGroupings).optional().meta({ description: 'One table instead of all.' }),
  format: z
    .enum(['json', 'csv', 'html'])
    .optional()
    .meta({ description: 'Instead of an Accept header, for links.' }),
});
export type StatementQuery = z.output<typeof StatementQuery>;

/** Where a month stands: it goes on; it is over, and late costs still count in it; its books are closed. */
export const monthStates = ['running', 'over', 'closed'] as const;

export const StatementRow = z
  .object({
    key: z.string().nullable().meta({ description: 'Null: of no publication.' }),
    amountUsd: z.string(),
    count: z.int(),
    entries: z.string().optional().meta({ description: 'Where its entries are, relative to this address.' }),
  })
  .meta({ id: 'StatementRow' });
export type StatementRow = z.output<typeof StatementRow>;

export const StatementTable = z
  .object({
    groupBy: z.enum(costGroupings),
    rows: z.array(StatementRow),
    others: z
      .object({ amountUsd: z.string(), count: z.int(), groups: z.int() })
      .nullable()
      .meta({ description: 'What the rows that are left out come to; only where there are very many.' }),
  })
  .meta({ id: 'StatementTable' });
export type StatementTable = z.output<typeof StatementTable>;

export const LateSum = z.object({
  month: z.string(),
  amountUsd: z.string(),
  count: z.int(),
  entries: z.string(),
});
export type LateSum = z.output<typeof LateSum>;

/** Usage that waits for a price, by what it was. */
export const UnratedUsage = z.object({
  provider: z.string(),
  model: z.string(),
  plan: z.string().nullable(),
  unit: z.string(),
  quantity: z.string(),
  count: z.int(),
});
export type UnratedUsage = z.output<typeof UnratedUsage>;

/** What both kinds of statements have. */
export const statementParts = {
  month: z.string(),
  currency: z.literal('USD'),
  madeAt: z.string(),
  totalUsd: z.string(),
  count: z.int(),
  tables: z.array(StatementTable),
  unrated: z.array(UnratedUsage).meta({ description: 'Usage without a known price: in no sum yet.' }),
  check: z
    .object({ entriesUsd: z.string(), daysUsd: z.string(), isEqual: z.boolean() })
    .meta({ description: 'The same total from the single entries and from the sums by day.' }),
};

/** As profile-service told it last. */
const profileName = z.string().nullable().meta({ description: 'What the profile is called.' });

export const Statement = z
  .object({
    profileId: z.string(),
    name: profileName,
    ...statementParts,
    state: z.enum(monthStates),
    closedAt: z.string().nullable(),
    closedBy: z.string().nullable(),
    quota: z.object({
      limitUsd: z.string().meta({ description: '"0.000000" is unlimited.' }),
      remainingUsd: z.string().nullable(),
      percentUsed: z.number().nullable(),
      warnAtPercent: z.number(),
      enforcement: z.enum(['hard', 'soft']),
    }),
    corrections: z
      .object({ amountUsd: z.string(), count: z.int() })
      .meta({ description: 'Within the total.' }),
    lateFrom: z
      .array(LateSum)
      .meta({ description: 'Within the total: late entries, by the closed month they are for.' }),
    bookedLater: z.array(LateSum).meta({
      description:
        'Not in the total: what came for this month when its books were closed, by the month it counts in.',
    }),
  })
  .meta({ id: 'Statement' });
export type Statement = z.output<typeof Statement>;

export const FleetStatement = z
  .object({
    ...statementParts,
    profiles: z.array(
      z.object({
        profileId: z.string(),
        name: profileName,
        state: z.enum(monthStates),
        amountUsd: z.string(),
        count: z.int(),
        statement: z.string().meta({ description: 'Where its own statement is, relative to this address.' }),
      }),
    ),
  })
  .meta({ id: 'FleetStatement' });
export type FleetStatement = z.output<typeof FleetStatement>;
