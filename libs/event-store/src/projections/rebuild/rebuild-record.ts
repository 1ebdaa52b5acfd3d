import type { Uuid } from '@clipcast/kernel';
import type { Kysely, Selectable, Transaction } from 'kysely';
import type { LogTables } from '../../database/log-tables.ts';
import { databaseTime } from '../../database/database-time.ts';
import type { RebuildsTable } from '../../database/rebuild-tables.ts';
import { FencedError } from '../watermarks.ts';
import type { ReadModelKey } from './read-model.ts';

/** A rebuild as the database remembers it. */
export type RebuildRecord = Selectable<RebuildsTable>;

/** Which version serves, and the newest rebuild, in one look. */
export interface RebuildSituation {
  readonly servingVersion: number | undefined;
  readonly rebuild: RebuildRecord | undefined;
}

/** The records of rebuilds. Every change is a compare-and-set, so two replicas can never work on the same one. */
export class RebuildRecords {
  constructor(private readonly db: Kysely<LogTables>) {}

  async situation({ name, source }: ReadModelKey): Promise<RebuildSituation> {
    const [serving, rebuild] = await Promise.all([
      this.db
        .selectFrom('subscriptions')
        .select('version')
        .where('name', '=', name)
        .where('source', '=', source)
        .executeTakeFirst(),
      this.find({ name, source }),
    ]);
    return { servingVersion: serving?.version, rebuild };
  }

  find({ name, source }: ReadModelKey): Promise<RebuildRecord | undefined> {
    return this.db
      .selectFrom('rebuilds')
      .selectAll()
      .where('name', '=', name)
      .where('source', '=', source)
      .executeTakeFirst();
  }

  /**
   * Asks for a rebuild. False when one is open already: of this version or a newer one, unless it is still the one that
   * may be given up for this (`instead`).
   */
  async request(
    { name, source }: ReadModelKey,
    version: number,
    { fromRetired, instead }: { readonly fromRetired: boolean; readonly instead?: RebuildRecord | undefined },
  ): Promise<boolean> {
    const values = {
      version,
      status: 'requested' as const,
      from_retired: fromRetired,
      position: 0n,
      target: 0n,
      epoch: null,
      indexed: false,
      error: null,
      started_from: 0n,
      started_at: null,
      requested_at: databaseTime,
      replayed_since: databaseTime,
      updated_at: databaseTime,
    };
    const { numInsertedOrUpdatedRows } = await this.db
      .insertInto('rebuilds')
      .values({ name, source, ...values })
      .onConflict((conflict) =>
        conflict
          .columns(['name', 'source'])
          .doUpdateSet(values)
          .where((row) =>
            row.or([
              row('rebuilds.status', '=', 'done'),
              row('rebuilds.version', '<', version),
              ...(instead
                ? [
                    row.and([
                      row('rebuilds.version', '=', instead.version),
                      row('rebuilds.requested_at', '=', instead.requested_at),
                    ]),
                  ]
                : []),
            ]),
          ),
      )
      .executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n;
  }

  /** Says why a rebuild does not get on, until it does. Never fails the rebuild itself. */
  async note(known: RebuildRecord, error: string): Promise<void> {
    await this.db
      .updateTable('rebuilds')
      .set({ error })
      .where('name', '=', known.name)
      .where('source', '=', known.source)
      .where('version', '=', known.version)
      .where('requested_at', '=', known.requested_at)
      .execute()
      .catch(() => undefined);
  }
}

/** What a step of a rebuild changes in its record. */
export type RebuildStep = Partial<
  Pick<
    RebuildRecord,
    'status' | 'position' | 'target' | 'indexed' | 'started_from' | 'error' | 'replayed_since'
  > & {
    started_at: Date;
    epoch: Uuid;
  }
>;

/**
 * Changes the record of a rebuild within the transaction of the work, if it still is what the caller knows.
 * @returns the record as it is then.
 * @throws {FencedError} when another replica has gone on with it, or it was asked for anew.
 */
export async function advanceRebuild(
  tx: Transaction<LogTables>,
  known: RebuildRecord,
  step: RebuildStep,
  now: Date,
): Promise<RebuildRecord> {
  const advanced = await tx
    .updateTable('rebuilds')
    .set({ error: null, ...step, updated_at: now })
    .where('name', '=', known.name)
    .where('source', '=', known.source)
    .where('version', '=', known.version)
    .where('status', '=', known.status)
    .where('position', '=', known.position)
    .where('requested_at', '=', known.requested_at)
    .returningAll()
    .executeTakeFirst();
  if (!advanced) throw new FencedError(`the rebuild of ${known.name}`, known.source);
  return advanced;
}
