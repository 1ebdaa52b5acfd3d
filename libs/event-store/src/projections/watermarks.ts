import type { Uuid } from '@clipcast/kernel';
import type { Kysely, Transaction } from 'kysely';
import type { LogTables } from '../database/log-tables.ts';

export interface Watermark {
  readonly position: bigint;
  readonly epoch: Uuid | null;
  /** Of the projection whose tables stand at this position. */
  readonly version: number;
}

/** What a watermark belongs to. */
export interface WatermarkOwner {
  readonly name: string;
  readonly source: string;
  /** Of the projection; 1 for what has no tables. */
  readonly version?: number;
}

/** Another worker has moved the watermark: this one is no longer the active one and must start over. */
export class FencedError extends Error {
  override readonly name = 'FencedError';

  constructor(name: string, source: string) {
    super(`Another worker has moved the watermark of ${name} on ${source}.`);
  }
}

/** The tables that serve are of another version of the projection: this release must not touch them. */
export class OtherVersionError extends Error {
  override readonly name = 'OtherVersionError';

  constructor(name: string, ours: number, serving: number) {
    super(
      `The tables of ${name} are of version ${serving}; this release has version ${ours} and waits for them.`,
    );
  }
}

/**
 * How far each worker has come. Moving it is a compare-and-set on position and version, so a second worker can never
 * apply a batch twice, and one of another version can never touch tables that are not its own.
 */
export class Watermarks {
  constructor(private readonly db: Kysely<LogTables>) {}

  /**
   * The watermark of a worker, made at 0 when it is new.
   * @throws {OtherVersionError} when the tables that serve are of another version than the worker.
   */
  async read(name: string, source: string, version = 1): Promise<Watermark> {
    const mark = (await this.find(name, source)) ?? (await this.#create(name, source, version));
    if (mark.version !== version) throw new OtherVersionError(name, version, mark.version);
    return mark;
  }

  /** The watermark, of whatever version. */
  find(name: string, source: string): Promise<Watermark | undefined> {
    return this.db
      .selectFrom('subscriptions')
      .select(['position', 'epoch', 'version'])
      .where('name', '=', name)
      .where('source', '=', source)
      .executeTakeFirst();
  }

  /** Moves the watermark within the transaction of the work. @throws {FencedError} */
  static async move(
    tx: Transaction<LogTables>,
    worker: WatermarkOwner,
    from: bigint,
    to: bigint,
    epoch: Uuid,
    now: Date,
  ): Promise<void> {
    const { numUpdatedRows } = await tx
      .updateTable('subscriptions')
      .set({ position: to, epoch, status: 'running', error: null, updated_at: now })
      .where('name', '=', worker.name)
      .where('source', '=', worker.source)
      .where('position', '=', from)
      .where('version', '=', worker.version ?? 1)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows !== 1n) throw new FencedError(worker.name, worker.source);
  }

  /** Shows operators why a worker does not move; undefined clears it. Never fails the worker itself. */
  async note(name: string, source: string, error: string | undefined): Promise<void> {
    await this.db
      .updateTable('subscriptions')
      .set({ status: error === undefined ? 'running' : 'waiting', error: error ?? null })
      .where('name', '=', name)
      .where('source', '=', source)
      .execute()
      .catch(() => undefined);
  }

  async #create(name: string, source: string, version: number): Promise<Watermark> {
    const fresh: Watermark = { position: 0n, epoch: null, version };
    const { numInsertedOrUpdatedRows } = await this.db
      .insertInto('subscriptions')
      .values({ name, source, ...fresh, status: 'running', error: null })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n ? fresh : this.read(name, source, version);
  }
}
