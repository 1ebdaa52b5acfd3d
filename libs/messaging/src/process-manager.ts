import type { Service } from '@clipcast/contracts';
import type { Aggregate, Deciders, DomainEvent } from '@clipcast/event-store';
import type { Uuid } from '@clipcast/kernel';
import type { PublicEvent } from './envelope.ts';
import type { OnPoison, Policy } from './subscription.ts';

/** A process over the facts of several services: its memory is a stream of its own, in this service's log. */
export interface ProcessManager<State, Event extends DomainEvent> {
  readonly name: string;
  readonly sources: readonly Service[];
  /** How the facts of the process become its state. */
  readonly aggregate: Aggregate<State, Event>;
  /** `park` when absent. */
  readonly onPoison?: OnPoison;
  /** The stream of the process that an event is about; undefined when it is about none. Pure. */
  readonly target: (event: PublicEvent) => Uuid | undefined;
  /**
   * The facts that follow. Pure, and never a refusal: what has happened elsewhere cannot be turned away. Facts of several
   * sources come in any order, so each of them may be the first.
   */
  readonly decide: (event: PublicEvent, state: State) => readonly Event[];
}

/**
 * The policies that drive a process, one a source. An event is decided once, however often it comes: the decision is
 * recorded with a command id made of the event. What has to be done about a decision follows from its facts: others hear
 * of the public ones, and a projection makes tasks of those that call for work, or for a look at the clock.
 */
export const processManager = <State, Event extends DomainEvent>(
  { name, sources, aggregate, onPoison, target, decide }: ProcessManager<State, Event>,
  deciders: () => Pick<Deciders, 'handle'>,
): Policy[] =>
  sources.map((source) => ({
    name: `${name}-from-${source}`,
    source,
    ...(onPoison && { onPoison }),
    react: async (event, context) => {
      const id = target(event);
      if (id === undefined) return;
      await deciders().handle({
        aggregate,
        target: { profileId: event.profileId, id },
        context,
        decide: (state: State) => decide(event, state),
        reply: () => null,
      });
    },
  }));
