import type { Uuid } from '@clipcast/kernel';
import type { Kysely, Transaction } from 'kysely';
import type { LogTables } from '../database/log-tables.ts';

export interface Watermark {
  readonly position: bigint;
  readonly epoch: Uuid | null;
}

/** Another worker has moved the watermark: this one is no longer the active one and must start over. */
export class FencedError extends Error {
  override readonly name = 'FencedError';

  constructor(name: string, source: string) {
    super(`Another worker has moved the watermark of ${name} on ${source}.`);
  }
}

/** How far each worker has come. Moving it is a compare-and-set, so a second worker can never apply a batch twice. */
export class Watermarks {
  constructor(private readonly db: Kysely<LogTables>) {}

  /** The watermark of a worker, made at 0 when it is new. */
  async read(name: string, source: string): Promise<Watermark> {
    return (await this.#find(name, source)) ?? this.#create(name, source);
  }

  /** Moves the watermark within the transaction of the work. @throws {FencedError} */
  static async move(
    tx: Transaction<LogTables>,
    worker: { readonly name: string; readonly source: string },
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

  #find(name: string, source: string): Promise<Watermark | undefined> {
    return this.db
      .selectFrom('subscriptions')
      .select(['position', 'epoch'])
      .where('name', '=', name)
      .where('source', '=', source)
      .executeTakeFirst();
  }

  async #create(name: string, source: string): Promise<Watermark> {
    const fresh: Watermark = { position: 0n, epoch: null };
    const { numInsertedOrUpdatedRows } = await this.db
      .insertInto('subscriptions')
      .values({ name, source, ...fresh, status: 'running', error: null })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n ? fresh : this.read(name, source);
  }
}
