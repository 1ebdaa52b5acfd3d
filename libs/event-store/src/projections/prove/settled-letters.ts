import { sql, type Kysely } from 'kysely';
import type { LogTables } from '../../database/log-tables.ts';
import type { ReadModelKey } from '../rebuild/read-model.ts';

/** Which letters of a read model were settled so far, in short: another text when one was settled, or parked again. */
export async function settledLetters(db: Kysely<LogTables>, { name, source }: ReadModelKey): Promise<string> {
  const { rows } = await sql<{ settled: string }>`
    select count(*) || ' ' || coalesce(max(settled_at)::text, '') as settled
      from dead_letters
     where subscription = ${name} and source = ${source} and status <> 'parked'`.execute(db);
  return rows[0]?.settled ?? '';
}
