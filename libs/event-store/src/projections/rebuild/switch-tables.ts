import { sql, type Transaction } from 'kysely';
import type { LogTables } from '../../database/log-tables.ts';
import { databaseTime } from '../../database/database-time.ts';
import { applyPage, applyReplayed } from './apply-page.ts';
import { carryWorkerColumns } from './carry-worker-columns.ts';
import { lockWatermark } from './live-tables.ts';
import { pagesOf } from './pages.ts';
import type { ReadModel } from './read-model.ts';
import { advanceRebuild, type RebuildRecord } from './rebuild-record.ts';
import { dropSchema, retiredSchema, servingSchema, shadowSchema } from './schemas.ts';
import { switchPosition } from './switch-position.ts';

/** More than this is filled in before, while the live worker goes on: it stands still during the switch. */
export const SWITCH_EVENTS_MAX = 1_000n;
/**
 * Shorter than the time after which PostgreSQL looks for deadlocks (1 s), so that it is always the switch that gives way
 * to a reader, and no reader waits for longer.
 */
const LOCK_MS_MAX = 500;

/**
 * Lets the shadow tables serve, all in the caller's transaction. The live watermark is locked first, so the live worker
 * stands still; what is missing up to it is applied; what belongs to workers is carried over; the old tables step aside
 * into the schema of the retired ones, in place of those that were there.
 * @returns false, with nothing changed, when the live tables are too far ahead.
 * @throws {FencedError}, {SourceBehindError}, {ReplacedLogError}, {WorkerColumnsError}; the driver's error when a
 * reader does not let the tables go.
 */
export async function switchTables(
  tx: Transaction<LogTables>,
  readModel: ReadModel,
  known: RebuildRecord,
  now: Date,
): Promise<boolean> {
  const { name, source, version } = readModel;
  const live = await lockWatermark(tx, readModel);
  const wanted = await switchPosition(readModel, known, live);
  if (wanted.position > known.position + SWITCH_EVENTS_MAX) return false;
  const serving = await servingSchema(tx);
  const [shadow, retired] = [shadowSchema(name), retiredSchema(name)];
  let { position } = known;
  for await (const page of pagesOf(readModel.log, known.position, wanted.position)) {
    await applyPage(tx, readModel, shadow, known.epoch, page);
    position = page.last;
  }
  await applyReplayed(tx, readModel, shadow, known);
  await advanceRebuild(tx, known, { status: 'done', position }, now);

  await sql`select set_config('lock_timeout', ${`${LOCK_MS_MAX}ms`}, true)`.execute(tx);
  await lockTables(tx, serving, live.tables);
  for (const table of readModel.tables) await carryWorkerColumns(tx, table, serving, shadow);
  await dropSchema(tx, retired);
  await sql`create schema ${sql.id(retired)}`.execute(tx);
  await moveTables(tx, live.tables, serving, retired);
  const tables = readModel.tables.map((table) => table.name);
  await moveTables(tx, tables, shadow, serving);
  await sql`drop schema ${sql.id(shadow)}`.execute(tx);

  const old = { ...live, epoch: wanted.liveIsAstray ? null : live.epoch, retired_at: databaseTime };
  await tx
    .insertInto('retired_tables')
    .values({ name, source, ...old })
    .onConflict((conflict) => conflict.columns(['name', 'source']).doUpdateSet(old))
    .execute();
  await tx
    .updateTable('subscriptions')
    .set({ version, tables, position, epoch: known.epoch, status: 'running', error: null, updated_at: now })
    .where('name', '=', name)
    .where('source', '=', source)
    .execute();
  return true;
}

async function lockTables(
  tx: Transaction<LogTables>,
  schema: string,
  tables: readonly string[],
): Promise<void> {
  if (tables.length === 0) return;
  const names = tables.map((table) => sql.id(schema, table));
  await sql`lock table ${sql.join(names)} in access exclusive mode`.execute(tx);
}

async function moveTables(
  tx: Transaction<LogTables>,
  tables: readonly string[],
  from: string,
  to: string,
): Promise<void> {
  for (const table of tables) {
    await sql`alter table ${sql.id(from, table)} set schema ${sql.id(to)}`.execute(tx);
  }
}
