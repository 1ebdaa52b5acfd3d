import { Watermarks, type Database, type LogTables, type Watermark } from '@clipcast/event-store';
import type { Clock, Uuid } from '@clipcast/kernel';
import type { Kysely, Transaction } from 'kysely';
import type { DeadLetters, SetAside } from './dead-letters.ts';
import type { PublicEvent } from './envelope.ts';
import { EpochChangedError } from './replaced-log.ts';
import type { SubscriptionMetrics } from './subscription-metrics.ts';
import { noteStatus } from './subscription-status.ts';
import { versionOf, type Subscription } from './subscription.ts';

/** How far a subscription has come: moved with the work, in one transaction. */
export class Progress<Tables extends LogTables> {
  #number: bigint;
  #epoch: Watermark['epoch'];

  constructor(
    private readonly database: Database<Tables>,
    private readonly subscription: Subscription<Tables>,
    private readonly letters: DeadLetters,
    private readonly clock: Clock,
    private readonly metrics: SubscriptionMetrics,
    mark: Watermark,
  ) {
    this.#number = mark.position;
    this.#epoch = mark.epoch;
  }

  /** The last event that is done with. */
  get number(): bigint {
    return this.#number;
  }

  /** The log that it is of; null before the first event. */
  get epoch(): Watermark['epoch'] {
    return this.#epoch;
  }

  /** @throws {EpochChangedError} when an event is of another log than those before it. */
  checkEpoch(epoch: Uuid): void {
    if (this.#epoch === null || this.#epoch === epoch) return;
    throw new EpochChangedError(
      `${this.subscription.source}'s log is another one than before (epoch ${epoch}, not ${this.#epoch}): it was restored or ` +
        `replaced, so this subscription does not know what it has seen. An operator has to decide.`,
    );
  }

  /**
   * Moves past `last`, with what has to be set aside on the way and with the work, in one transaction. Without `work` the
   * work is done, or is not to be done.
   * @throws {FencedError} when another worker is active; {UnparkedError} when the batch has to be sorted anew.
   */
  async commit(
    last: PublicEvent,
    aside: readonly SetAside[] = [],
    work?: (tx: Transaction<Tables>) => Promise<void>,
  ): Promise<void> {
    await this.database.db.transaction().execute(async (tx) => {
      await this.#move(tx, last);
      if (aside.length > 0) await this.letters.add(tx as never, aside);
      await work?.(tx);
    });
    this.#number = last.number;
    this.#epoch = last.epoch;
    if (aside.length === 0) return;
    this.letters.markParked(aside.map(({ event }) => event));
    this.metrics.setAside(aside.length);
  }

  /** Records that the subscription stands still before an event until a person settles its letter. */
  async halt(poison: SetAside): Promise<void> {
    await this.database.db.transaction().execute(async (tx) => {
      await this.#move(tx, { number: this.#number, epoch: poison.event.epoch });
      await this.letters.add(tx as never, [poison]);
    });
    this.letters.markAhead(poison.event);
    this.metrics.setAside(1);
  }

  /** Shows operators that the subscription stands still, and why. */
  async noteHalt(event: PublicEvent): Promise<void> {
    const error = `Event ${event.number}, ${event.type}, could not be handled; its dead letter says why. Replay or discard it.`;
    await noteStatus(this.#logDb, this.subscription, 'halted', error);
  }

  async isSettled(event: PublicEvent): Promise<boolean> {
    return this.letters.isSettled(this.#logDb, event);
  }

  async #move(tx: Transaction<Tables>, to: Pick<PublicEvent, 'number' | 'epoch'>): Promise<void> {
    const { name, source } = this.subscription;
    const worker = { name, source, version: versionOf(this.subscription) };
    await Watermarks.move(tx as never, worker, this.#number, to.number, to.epoch, this.clock.now());
  }

  get #logDb(): Kysely<LogTables> {
    return (this.database as unknown as Database).db;
  }
}
