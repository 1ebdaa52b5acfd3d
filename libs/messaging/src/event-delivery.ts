import {
  FencedError,
  isPassingTrouble,
  Watermarks,
  type CommandContext,
  type Database,
  type LogTables,
  type Watermark,
} from '@clipcast/event-store';
import { backoffMs, derivedId, type Runtime } from '@clipcast/kernel';
import type { Context } from '@opentelemetry/api';
import type { Transaction } from 'kysely';
import type { DeadLetters } from './dead-letters.ts';
import { contractData, MalformedMessageError, type PublicEvent } from './envelope.ts';
import { traceProcess } from './spans.ts';
import { subjectOf } from './streams.ts';
import type { Subscription } from './subscription.ts';

const TRIES_MAX = 5;
const TRY_BASE_MS = 200;

export interface Delivered {
  readonly event: PublicEvent;
  readonly trace: Context;
}

/** The source's log is not the one this subscription has followed: its database was restored or replaced. */
export class EpochChangedError extends Error {
  override readonly name = 'EpochChangedError';
}

/** Hands events to one subscription, each exactly once in effect, and keeps its watermark. */
export class EventDelivery<Tables extends LogTables> {
  #number: bigint;
  #epoch: Watermark['epoch'];

  constructor(
    private readonly database: Database<Tables>,
    private readonly subscription: Subscription<Tables>,
    private readonly deadLetters: DeadLetters,
    private readonly runtime: Runtime,
    mark: Watermark,
  ) {
    this.#number = mark.position;
    this.#epoch = mark.epoch;
  }

  /** The last event that is done with. */
  get number(): bigint {
    return this.#number;
  }

  /**
   * Delivers events that follow the watermark without a hole.
   * @throws on passing trouble, with the watermark behind the last event that was done; {FencedError} when another worker
   * is active; {EpochChangedError}.
   */
  async deliver(events: readonly Delivered[], signal: AbortSignal): Promise<void> {
    for (const delivered of events) {
      this.checkEpoch(delivered.event);
      await traceProcess(
        {
          subject: subjectOf(delivered.event.service, delivered.event.type),
          profileId: delivered.event.profileId,
          id: delivered.event.id,
        },
        this.subscription.name,
        delivered.trace,
        () => this.#deliverOne(delivered.event, signal),
      );
    }
  }

  async #deliverOne(event: PublicEvent, signal: AbortSignal): Promise<void> {
    if (this.deadLetters.isParked(event)) {
      await this.#setAside(event, 'An earlier event of the same stream is parked.', 0);
      return;
    }
    let failure: unknown;
    for (let attempt = 0; attempt < TRIES_MAX && !signal.aborted; attempt += 1) {
      try {
        await this.#handle(event);
        return;
      } catch (error) {
        if (isPassingTrouble(error) || error instanceof FencedError) throw error;
        failure = error;
        if (error instanceof MalformedMessageError || attempt === TRIES_MAX - 1) break;
        await this.runtime.timers.sleep(backoffMs(attempt, this.runtime.random, TRY_BASE_MS), signal);
      }
    }
    if (signal.aborted) throw failure;
    await this.#setAside(event, String(failure), TRIES_MAX);
  }

  async #handle(raw: PublicEvent): Promise<void> {
    const { subscription } = this;
    const event = contractData(raw);
    if ('react' in subscription) {
      await subscription.react(event, this.#contextOf(event));
      await this.#within(event, () => Promise.resolve());
    } else {
      await this.#within(event, (tx) => subscription.project(tx, event));
    }
  }

  async #setAside(event: PublicEvent, error: string, attempts: number): Promise<void> {
    await this.#within(event, (tx) => this.deadLetters.add(tx as never, event, error, attempts));
    this.deadLetters.markParked(event);
  }

  async #within(event: PublicEvent, work: (tx: Transaction<Tables>) => Promise<void>): Promise<void> {
    const { name, source } = this.subscription;
    await this.database.db.transaction().execute(async (tx) => {
      await Watermarks.move(
        tx as never,
        { name, source },
        this.#number,
        event.number,
        event.epoch,
        this.runtime.clock.now(),
      );
      await work(tx);
    });
    this.#number = event.number;
    this.#epoch = event.epoch;
  }

  /** @throws {EpochChangedError} when an event is of another log than those before it. */
  checkEpoch(event: PublicEvent): void {
    if (this.#epoch === null || this.#epoch === event.epoch) return;
    throw new EpochChangedError(
      `${this.subscription.source}'s log is another one than before (epoch ${event.epoch}, not ${this.#epoch}): it was restored or ` +
        `replaced, so this subscription does not know what it has seen. An operator has to decide.`,
    );
  }

  #contextOf(event: PublicEvent): CommandContext {
    return {
      actor: `policy:${this.subscription.name}`,
      correlationId: event.correlationId,
      causationId: event.id,
      idempotency: { commandId: derivedId('policy', this.subscription.name, event.id) },
    };
  }
}
