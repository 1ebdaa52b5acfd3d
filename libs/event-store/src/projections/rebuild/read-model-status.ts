import type { Kysely } from 'kysely';
import type { LogTables } from '../../database/log-tables.ts';
import type { ReadModel } from './read-model.ts';
import { progressOf, type RebuildProgress } from './rebuild-progress.ts';
import { RebuildRecords } from './rebuild-record.ts';

/** How a read model is, for operators. */
export interface ReadModelStatus {
  readonly name: string;
  readonly source: string;
  /** In this release's code. */
  readonly version: number;
  /** Of the tables that serve. */
  readonly servingVersion: number | null;
  /**
   * `active`: this release feeds the tables. `building`: new ones are built while they serve. `waiting`: `reason` says
   * for what.
   */
  readonly status: 'active' | 'building' | 'waiting';
  readonly reason: string | null;
  /** The last fact in the tables that serve. */
  readonly position: bigint;
  /** Where the source's log ends; null while its service cannot be asked. */
  readonly head: bigint | null;
  readonly lag: bigint | null;
  readonly updatedAt: Date | null;
  /** The newest rebuild, if there ever was one. */
  readonly rebuild: RebuildProgress | null;
  /** What served before the last switch. */
  readonly wayBack: { readonly version: number; readonly position: bigint; readonly retiredAt: Date } | null;
}

export async function readModelStatuses(
  db: Kysely<LogTables>,
  readModels: readonly ReadModel[],
): Promise<ReadModelStatus[]> {
  const statuses = await Promise.all(readModels.map((readModel) => statusOf(db, readModel)));
  return statuses.sort((one, other) => one.name.localeCompare(other.name));
}

async function statusOf(db: Kysely<LogTables>, readModel: ReadModel): Promise<ReadModelStatus> {
  const { name, source, version } = readModel;
  const [serving, retired, record, head] = await Promise.all([
    db
      .selectFrom('subscriptions')
      .selectAll()
      .where('name', '=', name)
      .where('source', '=', source)
      .executeTakeFirst(),
    db
      .selectFrom('retired_tables')
      .selectAll()
      .where('name', '=', name)
      .where('source', '=', source)
      .executeTakeFirst(),
    new RebuildRecords(db).find(readModel),
    readModel.log.head().then(
      (found) => found.position,
      () => null,
    ),
  ]);
  const position = serving?.position ?? 0n;
  const rebuild = record ? progressOf(record) : null;
  return {
    name,
    source,
    version,
    servingVersion: serving?.version ?? null,
    ...stateOf(version, serving, rebuild),
    position,
    head,
    lag: head === null ? null : head - position,
    updatedAt: serving?.updated_at ?? null,
    rebuild,
    wayBack: retired
      ? { version: retired.version, position: retired.position, retiredAt: retired.retired_at }
      : null,
  };
}

function stateOf(
  version: number,
  serving: { readonly version: number; readonly error: string | null } | undefined,
  rebuild: RebuildProgress | null,
): Pick<ReadModelStatus, 'status' | 'reason'> {
  if (rebuild && rebuild.status !== 'done') {
    const asked = `Version ${rebuild.version} is asked for; it begins when no other rebuild runs.`;
    return { status: 'building', reason: rebuild.error ?? (rebuild.status === 'requested' ? asked : null) };
  }
  if (serving && serving.version !== version) {
    const reason = `The tables are of version ${serving.version}, this release has version ${version}.`;
    return { status: 'waiting', reason };
  }
  return serving?.error ? { status: 'waiting', reason: serving.error } : { status: 'active', reason: null };
}
