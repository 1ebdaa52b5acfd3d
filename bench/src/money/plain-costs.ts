import type { Database } from '@clipcast/event-store';
import { inParallel } from '../publishing/in-parallel.ts';
import { REPORTERS, type CostBatch } from './report-costs.ts';

const COLUMNS = 9;

/** A table of costs with its key and nothing else. */
export const createPlainCosts = ({ pool }: Database): Promise<unknown> =>
  pool.query(`
    create table plain_cost (
      profile_id text not null, cost_id text not null, provider text not null, model text not null,
      quantity numeric not null, unit text not null, amount_usd numeric(18, 6) not null,
      incurred_at timestamptz not null, source jsonb not null,
      primary key (profile_id, cost_id))`);

const placeholders = (rows: number): string =>
  Array.from({ length: rows }, (_, row) => {
    const values = Array.from({ length: COLUMNS }, (__, column) => `$${row * COLUMNS + column + 1}`);
    return `(${values.join(', ')})`;
  }).join(', ');

/** The baseline: each batch by one INSERT with a row for each cost. No budget, no history, nobody is told. */
export async function plainCosts({ pool }: Database, batches: readonly CostBatch[]): Promise<void> {
  await inParallel(batches, REPORTERS, async ({ profileId, costs }) => {
    const values = costs.flatMap(({ id, provider, model, quantity, unit, amountUsd, incurredAt, source }) => [
      profileId,
      id,
      provider,
      model,
      quantity,
      unit,
      amountUsd,
      incurredAt,
      JSON.stringify(source),
    ]);
    await pool.query({
      name: `plain_costs_${costs.length}`,
      text: `insert into plain_cost values ${placeholders(costs.length)} on conflict do nothing`,
      values,
    });
  });
}
