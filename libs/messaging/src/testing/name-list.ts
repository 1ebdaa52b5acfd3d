import { profileRegistered } from '@clipcast/contracts';
import type { Database } from '@clipcast/event-store';
import { sql } from 'kysely';
import { isPublic, type ForeignProjection } from '../subscription.ts';

/** What the list does besides writing names down; changed while it runs, as a release changes a handler. */
export interface NameListBehaviour {
  /** Names that cannot be written down. */
  readonly poison: Set<string>;
  /** Called with each batch, before it is written. */
  onBatch?: (names: readonly string[]) => Promise<void> | void;
}

/** Writes down each name as often as it comes, so that a loss, a repetition or a wrong order shows. */
export const nameList = (
  behaviour: NameListBehaviour = { poison: new Set() },
  settings: Partial<Pick<ForeignProjection, 'onPoison' | 'name'>> = {},
): ForeignProjection => ({
  name: 'name-list',
  source: 'profile',
  version: 1,
  tables: [
    {
      name: 'names',
      create: async (db) => {
        await sql`create table names (id int generated always as identity, name text, number bigint)`.execute(
          db,
        );
      },
    },
  ],
  ...settings,
  project: async (tx, events) => {
    const rows = events.filter((event) => isPublic(event, profileRegistered));
    const names = rows.map(({ data }) => data.name);
    await behaviour.onBatch?.(names);
    const poison = names.find((name) => behaviour.poison.has(name));
    await sql`
      insert into names (name, number)
      select name, number from unnest(${names}::text[], ${rows.map(({ number }) => String(number))}::bigint[])
        with ordinality as row (name, number, at) order by at`.execute(tx);
    if (poison !== undefined) throw new Error(`planted poison: ${poison}`);
  },
});

/** Makes the list's table. */
export const createNameList = async ({ db }: Database): Promise<void> => {
  for (const table of nameList().tables) await table.create(db as never);
};

/** The names as they were written, in order. */
export async function writtenNames({ pool }: Database): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>('select name from names order by id');
  return rows.map(({ name }) => name);
}
