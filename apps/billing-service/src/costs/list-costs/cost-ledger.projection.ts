import type { CostRecorded } from '@clipcast/contracts';
import { isEvent, type Projection, type RecordedEvent } from '@clipcast/event-store';
import { bareId, parseUsd } from '@clipcast/kernel';
import type { BillingTables } from '../../database.ts';

/**
 * Every cost, and the sums by month and provider. One statement for a whole batch, in which only entries that are new
 * reach the sums: a repeated fact changes neither.
 */
export const costLedger: Projection<BillingTables> = {
  name: 'cost-ledger',
  apply: async (tx, events) => {
    const rows = events.filter((event) => isEvent<CostRecorded>(event, 'CostRecorded')).map(entryOf);
    if (rows.length === 0) return;
    await tx
      .with('fresh', (db) =>
        db
          .insertInto('cost_entry')
          .values(rows)
          .onConflict((conflict) => conflict.columns(['profile_id', 'cost_id']).doNothing())
          .returning(['profile_id', 'month', 'provider', 'amount_micros']),
      )
      .insertInto('month_spent')
      .columns(['profile_id', 'month', 'provider', 'spent_micros', 'entries'])
      .expression((db) =>
        db
          .selectFrom('fresh')
          .select(({ fn }) => [
            'profile_id',
            'month',
            'provider',
            fn.sum<bigint>('amount_micros').as('spent_micros'),
            fn.countAll<bigint>().as('entries'),
          ])
          .groupBy(['profile_id', 'month', 'provider']),
      )
      .onConflict((conflict) =>
        conflict.columns(['profile_id', 'month', 'provider']).doUpdateSet((eb) => ({
          spent_micros: eb('month_spent.spent_micros', '+', eb.ref('excluded.spent_micros')),
          entries: eb('month_spent.entries', '+', eb.ref('excluded.entries')),
        })),
      )
      .execute();
  },
};

function entryOf({ profileId, data, position }: RecordedEvent<CostRecorded>) {
  const { costId, month, provider, model, quantity, unit, amountUsd, incurredAt, source } = data;
  return {
    profile_id: bareId(profileId),
    cost_id: costId,
    month,
    provider,
    model,
    quantity,
    unit,
    amount_micros: parseUsd(amountUsd),
    incurred_at: new Date(incurredAt),
    source: JSON.stringify(source),
    position,
  };
}
