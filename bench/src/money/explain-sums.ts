import { dailySums } from '@clipcast/billing-service/dist/budgets/view-budget/daily-sums.query.js';
import { CostSums } from '@clipcast/billing-service/dist/costs/cost-sums.query.js';
import type { BillingTables } from '@clipcast/billing-service/dist/database.js';
import { TenantDoor, type Database } from '@clipcast/event-store';
import type { ProfileId } from '@clipcast/kernel';
import { Kysely, PostgresDialect } from 'kysely';

/** How PostgreSQL carries out one query of the service. */
export interface Plan {
  readonly what: string;
  readonly lines: readonly string[];
}

/** The service's own queries, caught on their way to the database, with `EXPLAIN (ANALYZE, BUFFERS)`. */
export async function explainSums(
  { pool }: Database,
  profileId: ProfileId,
  month: string,
): Promise<readonly Plan[]> {
  const caught: { sql: string; parameters: readonly unknown[] }[] = [];
  const db = new Kysely<BillingTables>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query: { sql, parameters } }) => void caught.push({ sql, parameters }),
  });
  const door = new TenantDoor(db);
  const sums = new CostSums(door);
  const plans: Plan[] = [];
  const explained = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    await work();
    const query = caught.pop();
    if (!query) throw new Error(`${what} asked the database nothing.`);
    const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`explain (analyze, buffers) ${query.sql}`, [
      ...query.parameters,
    ]);
    plans.push({ what, lines: rows.map((row) => row['QUERY PLAN']) });
  };
  await explained('days of a month (GET budget)', () => dailySums(door, profileId, month));
  await explained('costs by provider', () => sums.groups(profileId, { month } as never, 'provider'));
  await explained('total of a month', () => sums.total(profileId, { month } as never));
  return plans;
}
