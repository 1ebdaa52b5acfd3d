import assert from 'node:assert/strict';

/** What a decider looks like from outside; event-store's own type fits it. */
export interface DeciderShape<State, Event, Command, Deps extends readonly unknown[]> {
  readonly initialState: State;
  evolve(state: State, event: Event): State;
  decide(command: Command, state: State, ...deps: Deps): readonly Event[] | Event;
}

/** What came of a command. */
export interface Outcome<Event> {
  /** Exactly these events, in this order; none at all when the command had nothing to do. */
  then(...events: readonly Event[]): void;
  /** Refused, with this stable code. */
  thenRefused(code: string): void;
}

/**
 * Given, when, then for a pure decision:
 * `deciderSpec(profile)(registered('a')).when(rename('b')).then(renamed('b'))`.
 * What the decider takes beside command and state follows the command in `when`.
 */
export const deciderSpec =
  <State, Event, Command, Deps extends readonly unknown[] = []>(
    decider: DeciderShape<State, Event, Command, Deps>,
  ) =>
  (...history: readonly Event[]) => ({
    when(command: Command, ...deps: Deps): Outcome<Event> {
      const decide = (): readonly Event[] => {
        const state = history.reduce((before, event) => decider.evolve(before, event), decider.initialState);
        const decided = decider.decide(command, state, ...deps);
        return Array.isArray(decided) ? (decided as readonly Event[]) : [decided as Event];
      };
      return {
        then: (...events) => assert.deepStrictEqual(decide(), events),
        thenRefused: (code) => {
          let decided: readonly Event[];
          try {
            decided = decide();
          } catch (error) {
            // Only a refusal has a code; anything else is a fault of the decision and is shown as it is.
            if (!(error instanceof Error) || !('code' in error)) throw error;
            assert.equal(error.code, code, `refused with "${String(error.code)}" (${error.message})`);
            return;
          }
          assert.fail(`expected the refusal "${code}", but it was decided: ${describe(decided)}`);
        },
      };
    },
  });

const describe = (events: readonly unknown[]): string =>
  JSON.stringify(events, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
