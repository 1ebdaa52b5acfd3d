import { costRecorded } from '@clipcast/contracts';
import { isPublic, type ForeignProjection } from '@clipcast/messaging';
import { sql } from 'kysely';

/** Where {@link seenCosts} puts what it sees. */
export const SEEN_COSTS = 'seen_cost';

/** The simplest read model of another service's costs: each by its number, written with one statement for a batch. */
export const seenCosts: ForeignProjection = {
  name: 'bench-costs',
  source: 'billing',
  version: 1,
  tables: [
    {
      name: SEEN_COSTS,
      create: async (db) => {
        await sql`create table ${sql.table(SEEN_COSTS)} (number bigint primary key, data jsonb not null)`.execute(
          db,
        );
      },
    },
  ],
  project: async (tx, events) => {
    const costs = events.filter((event) => isPublic(event, costRecorded));
    const numbers = costs.map(({ number }) => number);
    const data = costs.map((cost) => JSON.stringify(cost.data));
    await sql`insert into ${sql.table(SEEN_COSTS)} (number, data)
              select * from unnest(${numbers}::bigint[], ${data}::jsonb[])`.execute(tx);
  },
};
