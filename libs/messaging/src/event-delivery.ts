import type { LogTables } from '@clipcast/event-store';
import type { Runtime } from '@clipcast/kernel';
import { UnparkedError, type DeadLetters, type SetAside } from './dead-letters.ts';
import type { Delivered } from './delivered.ts';
import type { PublicEvent } from './envelope.ts';
import { PolicyReactor } from './policy-reactor.ts';
import type { Progress } from './progress.ts';
import { traceBatch } from './spans.ts';
import type { ForeignProjection, OnPoison, Subscription } from './subscription.ts';
import { triage, type Triage } from './triage.ts';
import { isPoison, tryToHandle } from './tries.ts';

/** How soon a halted subscription sees that its letter was settled. */
const HALTED_POLL_MS = 1_000;

/**
 * Hands events to one subscription, each exactly once in effect: a batch in one transaction, or event by event where the
 * batch fails, and what keeps failing to the dead letters.
 */
export class EventDelivery<Tables extends LogTables> {
  readonly #onPoison: OnPoison;
  readonly #reactor: PolicyReactor | undefined;

  constructor(
    private readonly subscription: Subscription<Tables>,
    private readonly progress: Progress<Tables>,
    private readonly letters: DeadLetters,
    private readonly runtime: Runtime,
    /** Told of trouble that {@link deliver} has worked around. */
    onTrouble: (error: unknown) => void,
  ) {
    this.#onPoison = subscription.onPoison ?? 'park';
    this.#reactor =
      'react' in subscription
        ? new PolicyReactor(subscription, this.#onPoison, runtime, onTrouble)
        : undefined;
  }

  /**
   * Delivers events that follow the watermark without a hole; those before it are left out. When `signal` aborts it finishes the transaction it is at
   * and returns; the watermark tells how far it came.
   * @throws on passing trouble, with the watermark behind the last event that was done; {FencedError} when another worker
   * is active.
   */
  async deliver(events: readonly Delivered[], signal: AbortSignal): Promise<void> {
    for (let rest = this.#open(events); rest.length > 0 && !signal.aborted; rest = this.#open(rest)) {
      try {
        await this.#advance(rest, signal);
      } catch (error) {
        if (!(error instanceof UnparkedError)) throw error;
        this.letters.markFree(error.events);
      }
    }
  }

  #open(events: readonly Delivered[]): readonly Delivered[] {
    return events.filter(({ event }) => event.number > this.progress.number);
  }

  async #advance(events: readonly Delivered[], signal: AbortSignal): Promise<void> {
    const sorted = triage(events, this.letters, this.#onPoison);
    const { subscription } = this;
    if (sorted.healthy.length + sorted.aside.length === 0) {
      if (sorted.stop) await this.#halt(sorted.stop, signal);
    } else if ('react' in subscription) {
      await this.#react(sorted, signal);
    } else if (sorted.healthy.length > 1) {
      await this.#project(subscription, sorted).catch(async (error: unknown) => {
        if (!isPoison(error)) throw error;
        for (const one of events) await this.deliver([one], signal);
      });
    } else {
      await this.#projectOne(subscription, sorted, signal);
    }
  }

  async #project(projection: ForeignProjection<Tables>, { healthy, aside }: Triage): Promise<void> {
    const events = healthy.map(({ event }) => event);
    await this.progress.commit(lastOf({ healthy, aside }), aside, (tx) =>
      traceBatch(projection.source, projection.name, healthy, () => projection.project(tx, events)),
    );
  }

  async #projectOne(
    projection: ForeignProjection<Tables>,
    { healthy, aside }: Triage,
    signal: AbortSignal,
  ): Promise<void> {
    const [only] = healthy;
    if (!only) return this.progress.commit(lastOf({ healthy, aside }), aside);
    const failure = await tryToHandle(
      () => this.#project(projection, { healthy, aside }),
      this.runtime,
      signal,
    );
    if (failure === undefined || failure === 'stopped') return;
    await this.#settle({ healthy, aside }, () => ({ event: only.raw, ...failure }), signal);
  }

  async #react({ healthy, aside }: Triage, signal: AbortSignal): Promise<void> {
    const reactor = this.#reactor;
    if (!reactor) return;
    const reacting = reactor.react(healthy, signal);
    await reacting.catch(() => undefined);
    await this.#settle({ healthy, aside }, (event) => reactor.outcomeOf(event), signal);
    reactor.forget(this.progress.number);
    await reacting;
  }

  /** Moves past the events that are decided, as far as there is none before them that is not. */
  async #settle(
    { healthy, aside }: Triage,
    outcomeOf: (event: PublicEvent) => SetAside | 'done' | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    const asideAlready = new Map(aside.map((letter) => [letter.event.number, letter]));
    const toSetAside: SetAside[] = [];
    let last: PublicEvent | undefined;
    let poison: SetAside | undefined;
    for (const event of inOrder({ healthy, aside })) {
      const already = asideAlready.get(event.number);
      const outcome = already ?? outcomeOf(event);
      if (outcome === undefined) break;
      if (outcome !== 'done') {
        if (this.#onPoison === 'halt' && !already) {
          poison = outcome;
          break;
        }
        toSetAside.push(outcome);
      }
      last = event;
    }
    if (last) await this.progress.commit(last, toSetAside);
    if (poison) await this.#halt(poison, signal);
  }

  /** Stands still before an event until its letter is settled, then goes past it: whoever settled it has seen to it. */
  async #halt(poison: SetAside, signal: AbortSignal): Promise<void> {
    const { event } = poison;
    if (!this.letters.isAhead(event)) await this.progress.halt(poison);
    await this.progress.noteHalt(event);
    while (!(await this.progress.isSettled(event))) {
      await this.runtime.timers.sleep(HALTED_POLL_MS, signal);
      if (signal.aborted) return;
    }
    await this.progress.commit(event);
  }
}

type Sorted = Pick<Triage, 'healthy' | 'aside'>;

const inOrder = ({ healthy, aside }: Sorted): PublicEvent[] =>
  [...healthy, ...aside].map(({ event }) => event).sort((a, b) => (a.number < b.number ? -1 : 1));

function lastOf({ healthy, aside }: Sorted): PublicEvent {
  const last = inOrder({ healthy, aside }).at(-1);
  if (!last) throw new Error('There is nothing to move past.');
  return last;
}
