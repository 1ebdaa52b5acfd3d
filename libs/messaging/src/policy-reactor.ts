import type { CommandContext } from '@clipcast/event-store';
import { derivedId, type Runtime } from '@clipcast/kernel';
import type { SetAside } from './dead-letters.ts';
import type { Healthy } from './delivered.ts';
import type { PublicEvent } from './envelope.ts';
import { laneOf } from './letter-stream.ts';
import { beginEvent, traceEvent } from './spans.ts';
import type { OnPoison, Policy, Reaction } from './subscription.ts';
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
 * Lets a policy react to the events of a batch: those of one stream in order, those of different streams at the same time, so
 * that the commands share commits. A policy that reacts to many together is given one event of every stream in a call; what
 * does not work that way, and everything for other policies, goes one by one, in up to 256 streams. What is done is
 * remembered until the watermark has passed it, because trouble of one event does not undo its neighbours.
 */
export class PolicyReactor {
  readonly #outcomes = new Map<bigint, SetAside | 'done'>();

  constructor(
    private readonly policy: Policy,
    private readonly onPoison: OnPoison,
    private readonly runtime: Runtime,
    private readonly onTrouble: (error: unknown) => void,
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
    const lanes = [...Map.groupBy(events, ({ event }) => laneOf(event)).values()];
    await this.#reactTogether(lanes, signal);
    const waiting = lanes.filter((lane) => lane.some(({ event }) => !this.outcomeOf(event)));
    const trouble = new AbortController();
    const stop = AbortSignal.any([signal, trouble.signal]);
    const next = waiting.values();
    const worker = async (): Promise<void> => {
      for (const lane of next) {
        await this.#follow(lane, stop).catch((error: unknown) => trouble.abort(error));
      }
    };
    await Promise.all(Array.from({ length: Math.min(LANES_MAX, waiting.length) }, worker));
    trouble.signal.throwIfAborted();
  }

  /** The first event of every stream in one call, then the next ones. A stream in which one is not done goes on one by one. */
  async #reactTogether(lanes: readonly (readonly Healthy[])[], signal: AbortSignal): Promise<void> {
    if (!this.policy.reactTogether) return;
    const isFit = ({ event }: Healthy): boolean => (this.outcomeOf(event) ?? 'done') === 'done';
    const isOpen = ({ event }: Healthy): boolean => !this.outcomeOf(event);
    let rests = lanes.filter((lane) => lane.every(isFit)).map((lane) => lane.filter(isOpen));
    while (!signal.aborted) {
      const firsts = rests.flatMap((rest) => rest.slice(0, 1));
      if (firsts.length === 0) return;
      await this.#reactOnce(firsts);
      rests = rests.filter(([first]) => first && !isOpen(first)).map((rest) => rest.slice(1));
    }
  }

  /** What fails here says nothing yet and is reported: it is tried again by itself, where trouble is told from poison. */
  async #reactOnce(together: readonly Healthy[]): Promise<void> {
    const { name } = this.policy;
    const begun = together.map(({ event, trace }) => beginEvent(event, name, trace));
    const reactions = together.map(({ event }, index) => ({
      event,
      context: { ...policyContext(name, event), trace: begun[index]?.trace },
    }));
    const outcomes = await this.#call(reactions);
    for (const [index, { event }] of together.entries()) {
      const isDone = outcomes[index] === 'done';
      begun[index]?.end(isDone);
      if (isDone) this.#outcomes.set(event.number, 'done');
    }
  }

  async #call(reactions: readonly Reaction[]): Promise<readonly ('done' | 'failed')[]> {
    try {
      return (await this.policy.reactTogether?.(reactions)) ?? [];
    } catch (error) {
      this.onTrouble(error);
      return [];
    }
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
