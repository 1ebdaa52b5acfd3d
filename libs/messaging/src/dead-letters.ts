import type { LogTables, Watermark } from '@clipcast/event-store';
import type { Ids } from '@clipcast/kernel';
import { sql, type Kysely, type Transaction } from 'kysely';
import type { PublicEvent } from './envelope.ts';
import { streamKey, streamOfLetter } from './letter-stream.ts';

const ERROR_CHARS_MAX = 4_000;

/** An event that cannot be handled, on its way to the dead letters. */
export interface SetAside {
  readonly event: PublicEvent;
  readonly error: string;
  readonly attempts: number;
}

/** A stream that was believed to be parked is not: an operator has settled its letters. */
export class UnparkedError extends Error {
  override readonly name = 'UnparkedError';

  constructor(readonly events: readonly PublicEvent[]) {
    super('A parked stream was set free.');
  }
}

/**
 * What one subscription has set aside, as its active worker knows it. The order within a stream is kept: once parked, all
 * of it waits. Only the active worker parks, so a stream that it does not know as parked is not; that a stream is parked
 * is looked up within the transaction, because operators set streams free.
 */
export class DeadLetters {
  readonly #parked = new Set<string>();
  readonly #ahead = new Set<bigint>();

  private constructor(
    private readonly subscription: { readonly name: string; readonly source: string },
    private readonly ids: Ids,
  ) {}

  /** Reads which streams are parked. `mark` must have been read before. */
  static async load(
    db: Kysely<LogTables>,
    subscription: { readonly name: string; readonly source: string },
    mark: Watermark,
    ids: Ids,
  ): Promise<DeadLetters> {
    const letters = new DeadLetters(subscription, ids);
    await letters.refresh(db);
    if (mark.epoch === null) return letters;
    const ahead = await db
      .selectFrom('dead_letters')
      .select('number')
      .where('subscription', '=', subscription.name)
      .where('source', '=', subscription.source)
      .where('epoch', '=', mark.epoch)
      .where('number', '>', mark.position)
      .execute();
    for (const { number } of ahead) letters.#ahead.add(number);
    return letters;
  }

  get parkedStreams(): number {
    return this.#parked.size;
  }

  /** Learns which streams were set free. Between two batches only. */
  async refresh(db: Kysely<LogTables>): Promise<void> {
    const streams = await db
      .selectFrom('parked_streams')
      .select(['profile_id', 'stream_id'])
      .where('subscription', '=', this.subscription.name)
      .execute();
    this.#parked.clear();
    for (const stream of streams) this.#parked.add(streamKey(stream));
  }

  isParked(event: PublicEvent): boolean {
    return this.#parked.size > 0 && this.#parked.has(streamKey(streamOfLetter(event)));
  }

  /** Whether an event that is still to come has a letter already: the subscription was halted by it. */
  isAhead(event: PublicEvent): boolean {
    return this.#ahead.has(event.number);
  }

  /** Remembers that an event has a letter; only once the transaction of {@link add} has committed. */
  markAhead(event: PublicEvent): void {
    this.#ahead.add(event.number);
  }

  /** Remembers that the events' streams are parked; only once the transaction of {@link add} has committed. */
  markParked(events: readonly PublicEvent[]): void {
    for (const event of events) this.#parked.add(streamKey(streamOfLetter(event)));
  }

  /** Forgets that the events' streams are parked. */
  markFree(events: readonly PublicEvent[]): void {
    for (const event of events) this.#parked.delete(streamKey(streamOfLetter(event)));
  }

  /**
   * Sets events aside and parks their streams, in the transaction that has moved the watermark: its row is locked then, so
   * nobody settles letters meanwhile.
   * @throws {UnparkedError} when a stream that was believed to be parked is not.
   */
  async add(tx: Transaction<LogTables>, aside: readonly SetAside[]): Promise<void> {
    await this.#checkParked(
      tx,
      aside.map(({ event }) => event).filter((event) => this.isParked(event)),
    );
    await tx
      .insertInto('dead_letters')
      .values(aside.map((letter) => this.#rowOf(letter)))
      .onConflict((conflict) =>
        // The watermark was set back, and the event has failed again.
        conflict.columns(['subscription', 'source', 'epoch', 'number']).doUpdateSet((set) => ({
          status: 'parked',
          error: set.ref('excluded.error'),
          attempts: set.ref('excluded.attempts'),
          settled_at: null,
          settled_by: null,
          reason: null,
        })),
      )
      .execute();
    const streams = new Map(
      aside.map(({ event }) => [streamKey(streamOfLetter(event)), streamOfLetter(event)]),
    );
    await tx
      .insertInto('parked_streams')
      .values([...streams.values()].map((stream) => ({ subscription: this.subscription.name, ...stream })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  /** Whether a person has settled an event's letter. @throws when there is none. */
  async isSettled(db: Kysely<LogTables>, event: PublicEvent): Promise<boolean> {
    const { status } = await db
      .selectFrom('dead_letters')
      .select('status')
      .where('subscription', '=', this.subscription.name)
      .where('source', '=', this.subscription.source)
      .where('epoch', '=', event.epoch)
      .where('number', '=', event.number)
      .executeTakeFirstOrThrow();
    return status !== 'parked';
  }

  async #checkParked(tx: Transaction<LogTables>, believed: readonly PublicEvent[]): Promise<void> {
    if (believed.length === 0) return;
    const streams = believed.map(streamOfLetter);
    const { rows } = await sql<{ profile_id: string; stream_id: string }>`
      select profile_id, stream_id from parked_streams
       where subscription = ${this.subscription.name}
         and (profile_id, stream_id) in (
           select * from unnest(${streams.map((stream) => stream.profile_id)}::uuid[],
                                ${streams.map((stream) => stream.stream_id)}::uuid[]))`.execute(tx);
    const parked = new Set(rows.map(streamKey));
    const free = believed.filter((event) => !parked.has(streamKey(streamOfLetter(event))));
    if (free.length > 0) throw new UnparkedError(free);
  }

  #rowOf({ event, error, attempts }: SetAside) {
    return {
      id: this.ids.next(),
      subscription: this.subscription.name,
      source: this.subscription.source,
      epoch: event.epoch,
      number: event.number,
      ...streamOfLetter(event),
      event: JSON.stringify({ ...event, number: String(event.number) }),
      error: letterText(error),
      attempts,
    };
  }
}

/** An error as the table takes it: text without the one character PostgreSQL refuses, of bounded length. */
export const letterText = (error: string): string =>
  error.slice(0, ERROR_CHARS_MAX).replaceAll('\0', '\uFFFD');
