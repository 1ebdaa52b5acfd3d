import type { CommandContext } from '@clipcast/event-store';
import { derivedId, type Runtime } from '@clipcast/kernel';
import type { SetAside } from './dead-letters.ts';
import type { Healthy } from './delivered.ts';
import type { PublicEvent } from './envelope.ts';
import { laneOf } from './letter-stream.ts';
import { traceEvent } from './spans.ts';
import type { OnPoison, Policy } from './subscription.ts';
import { STREAM_PARKED } from './triage.ts';
import { tryToHandle } from './tries.ts';

const LANES_MAX = 256;

/** Says that a policy acts, and under which id, so that a repeated event finds its command carried out. */
export const policyContext = (policy: string, event: PublicEvent): CommandContext => ({
  actor: `policy:${policy}`,
  correlationId: event.correlationId,
  causationId: event.id,
  idempotency: { commandId: derivedId('policy', policy, event.id) },
});

/**
 * Lets a policy react to the events of a batch: those of one stream in order, up to 256 streams at the same time, so that
 * the commands share commits. What is done is remembered until the watermark has passed it, because trouble of one event
 * does not undo its neighbours.
 */
export class PolicyReactor {
  readonly #outcomes = new Map<bigint, SetAside | 'done'>();

  constructor(
    private readonly policy: Policy,
    private readonly onPoison: OnPoison,
    private readonly runtime: Runtime,
  ) {}

  /** What became of an event: reacted to, poison, or undefined while nothing is decided. */
  outcomeOf(event: PublicEvent): SetAside | 'done' | undefined {
    return this.#outcomes.get(event.number);
  }

  /** Forgets what the watermark has passed. */
  forget(upTo: bigint): void {
    for (const number of this.#outcomes.keys()) if (number <= upTo) this.#outcomes.delete(number);
  }

  /**
   * Reacts to what has no outcome yet. Trouble or `signal` lets every stream finish the event it is at.
   * @throws the first trouble that says nothing about its event.
   */
  async react(events: readonly Healthy[], signal: AbortSignal): Promise<void> {
    const waiting = Map.groupBy(events, ({ event }) => laneOf(event)).values();
    const trouble = new AbortController();
    const stop = AbortSignal.any([signal, trouble.signal]);
    const worker = async (): Promise<void> => {
      for (const lane of waiting) {
        await this.#follow(lane, stop).catch((error: unknown) => trouble.abort(error));
      }
    };
    await Promise.all(Array.from({ length: Math.min(LANES_MAX, events.length) }, worker));
    trouble.signal.throwIfAborted();
  }

  async #follow(lane: readonly Healthy[], stop: AbortSignal): Promise<void> {
    let parked = false;
    for (const healthy of lane) {
      if (stop.aborted) return;
      const outcome = this.outcomeOf(healthy.event) ?? (await this.#outcome(healthy, parked, stop));
      if (outcome === undefined) return;
      this.#outcomes.set(healthy.event.number, outcome);
      if (outcome === 'done') continue;
      if (this.onPoison === 'halt') return;
      parked = true;
    }
  }

  async #outcome(
    { event, raw, trace }: Healthy,
    parked: boolean,
    stop: AbortSignal,
  ): Promise<SetAside | 'done' | undefined> {
    if (parked) return { event: raw, error: STREAM_PARKED, attempts: 0 };
    const { name } = this.policy;
    const react = () =>
      traceEvent(event, name, trace, () => this.policy.react(event, policyContext(name, event)));
    const failure = await tryToHandle(react, this.runtime, stop);
    if (failure === 'stopped') return undefined;
    return failure ? { event: raw, ...failure } : 'done';
  }
}
