import type { Kysely } from 'kysely';
import type { LogTables } from '../../database/log-tables.ts';
import type { ReadModel } from '../rebuild/read-model.ts';
import { servingSchema } from '../rebuild/schemas.ts';
import { differingRows, fingerprintOf, type DifferingRow, type Fingerprint } from './fingerprint.ts';
import { ScratchBuild } from './scratch-build.ts';
import { settledLetters } from './settled-letters.ts';

const ROWS_MAX = 20;

/** One table as it serves and as its log says that it should be. */
export interface TableComparison {
  readonly table: string;
  readonly live: Fingerprint;
  readonly built: Fingerprint;
  /** Some of the rows that differ; `left` are those that serve, `right` those built from the log. */
  readonly differences: readonly DifferingRow[];
}

export interface LogComparison {
  readonly name: string;
  readonly source: string;
  /** The last fact in both. */
  readonly position: bigint;
  readonly equal: boolean;
  readonly tables: readonly TableComparison[];
}

/**
 * Builds a read model from its log beside the one that serves and compares the two at exactly the same position, while
 * the service runs. Nothing that serves is changed; the live worker stands still only while rows that differ are listed.
 * @throws {HoleError}, and what the projection throws.
 */
export async function compareWithLog(db: Kysely<LogTables>, readModel: ReadModel): Promise<LogComparison> {
  const first = await compareOnce(db, readModel);
  // A fact that was set aside when its page came was replayed behind it: that is no difference, and the next build has it.
  return first.isOutdated ? (await compareOnce(db, readModel)).comparison : first.comparison;
}

interface Attempt {
  readonly comparison: LogComparison;
  /** Whether rows differ and letters were settled meanwhile, so that the one may be because of the other. */
  readonly isOutdated: boolean;
}

async function compareOnce(db: Kysely<LogTables>, readModel: ReadModel): Promise<Attempt> {
  const settled = await settledLetters(db, readModel);
  const scratch = await ScratchBuild.create(db, readModel);
  try {
    // The long part first: the live tables are not far ahead when they are looked at.
    await scratch.fillUpTo(await livePosition(db, readModel));
    // One snapshot for the watermark and the tables: they commit together, so they belong together.
    const live = await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute(async (tx) => ({
        position: await livePosition(tx, readModel),
        fingerprints: await fingerprintsIn(tx, await servingSchema(tx), readModel),
      }));
    await scratch.fillUpTo(live.position);
    const built = await fingerprintsIn(db, scratch.schema, readModel);
    const compared = comparison(readModel, live.position, live.fingerprints, built);
    if (compared.equal) return { comparison: compared, isOutdated: false };
    return await withDifferences(db, readModel, scratch, settled);
  } finally {
    await scratch.drop();
  }
}

/** Compares again with the live worker held still, so that both sides can be seen in one statement. */
function withDifferences(
  db: Kysely<LogTables>,
  readModel: ReadModel,
  scratch: ScratchBuild,
  settledBefore: string,
): Promise<Attempt> {
  return db.transaction().execute(async (tx) => {
    const position = await livePosition(tx, readModel, true);
    await scratch.fillUpTo(position);
    const serving = await servingSchema(tx);
    const compared = comparison(
      readModel,
      position,
      await fingerprintsIn(tx, serving, readModel),
      await fingerprintsIn(tx, scratch.schema, readModel),
    );
    const tables: TableComparison[] = [];
    for (const [index, table] of readModel.tables.entries()) {
      const differences = await differingRows(tx, serving, scratch.schema, table, ROWS_MAX);
      tables.push(...compared.tables.slice(index, index + 1).map((found) => ({ ...found, differences })));
    }
    const settledMeanwhile = (await settledLetters(tx, readModel)) !== settledBefore;
    return { comparison: { ...compared, tables }, isOutdated: settledMeanwhile && !compared.equal };
  });
}

function comparison(
  { name, source, tables }: ReadModel,
  position: bigint,
  live: readonly Fingerprint[],
  built: readonly Fingerprint[],
): LogComparison {
  const nothing: Fingerprint = { rows: 0n, hash: '' };
  const compared = tables.map((table, index) => ({
    table: table.name,
    live: live[index] ?? nothing,
    built: built[index] ?? nothing,
    differences: [],
  }));
  const equal = compared.every((one) => one.live.rows === one.built.rows && one.live.hash === one.built.hash);
  return { name, source, position, equal, tables: compared };
}

async function livePosition(
  db: Kysely<LogTables>,
  { name, source }: ReadModel,
  hold = false,
): Promise<bigint> {
  const query = db
    .selectFrom('subscriptions')
    .select('position')
    .where('name', '=', name)
    .where('source', '=', source);
  return (await (hold ? query.forUpdate() : query).executeTakeFirstOrThrow()).position;
}

async function fingerprintsIn(
  db: Kysely<LogTables>,
  schema: string,
  { tables }: ReadModel,
): Promise<Fingerprint[]> {
  const found: Fingerprint[] = [];
  for (const table of tables) found.push(await fingerprintOf(db, schema, table));
  return found;
}
