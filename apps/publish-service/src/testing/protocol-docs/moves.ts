import { DomainError } from '@clipcast/kernel';
import type { Phase, Wish } from '../../publications/post.ts';
import {
  findPost,
  publication,
  type PublicationEvent,
  type PublicationState,
} from '../../publications/publication.ts';
import { byPerson, everyDecision, inEachPhase, stateOf } from '../every-decision.ts';

/** A fact, or several told at once, and the phase that they take a post to. */
export interface Move {
  readonly from: Phase;
  readonly to: Phase;
  readonly facts: readonly string[];
}

const WISHES: readonly (Wish | null)[] = [null, 'cancel', 'move', 'again', 'give-up'];
/** Facts for others, which follow from a move and make none. */
const NEWS: ReadonlySet<string> = new Set([
  'CostIncurred',
  'PublicationAccepted',
  'PublicationFailed',
  'PublicationCancelled',
]);

/** Every way from phase to phase, found by making every decision in every phase, with every wish. */
export function moves(): Move[] {
  const found = new Map<string, Move>();
  for (const wish of WISHES) {
    for (const post of Object.values(inEachPhase(wish))) {
      const state = stateOf(post);
      const note = (events: readonly PublicationEvent[]): void => {
        const facts = events.map(({ type }) => type).filter((type) => !NEWS.has(type));
        const after = events.reduce<PublicationState>(
          (before, event) => publication.evolve(before, event),
          state,
        );
        const { phase } = findPost(after, post.integration.integrationId);
        if (phase !== post.phase)
          found.set(`${post.phase} ${phase} ${facts.join(' ')}`, { from: post.phase, to: phase, facts });
      };
      for (const decide of Object.values(everyDecision)) {
        const events = unlessRefused(() => decide(state, post, post.attempts));
        if (events) note(events);
      }
      const event = byPerson[post.phase];
      if (event) note([event]);
    }
  }
  return [...found.values()];
}

function unlessRefused<T>(decide: () => T): T | undefined {
  try {
    return decide();
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}
