import { DomainError } from '@clipcast/kernel';
import fc from 'fast-check';
import { everyDecision } from '../testing/every-decision.ts';
import {
  cancellationRequested,
  decided,
  requestedFor,
  rescheduled,
  retried,
} from '../testing/publication-facts.ts';
import { isSettled, type Phase, type Post } from './post.ts';
import {
  findPost,
  publication,
  requested,
  type PublicationEvent,
  type PublicationState,
} from './publication.ts';

/** Somebody decides: the protocol, about the post as it is or, with an older attempt or phase in mind, as it was; or a person. */
interface Turn {
  readonly integrationId: 'a' | 'b';
  readonly by: string;
  readonly isStale: boolean;
}

const LATER = '2026-11-23T10:00:00.000Z';
/** What a person may ask for in each phase, as the use cases allow it. */
const byPerson: Readonly<Record<string, (post: Post) => PublicationEvent[]>> = {
  cancel: (post) => (isSettled(post) || isDecided(post) ? [] : [cancellationRequested(idOf(post))]),
  move: (post) =>
    isSettled(post) || (post.wish && post.wish !== 'move') ? [] : [rescheduled(LATER, idOf(post))],
  retry: (post) => (post.phase === 'failed' ? [retried(idOf(post))] : []),
  again: (post) => (post.phase === 'unconfirmed' && !post.wish ? [decided('publish_again', idOf(post))] : []),
  giveUp: (post) => (post.phase === 'unconfirmed' && !post.wish ? [decided('give_up', idOf(post))] : []),
};
const aTurn = fc.record<Turn>({
  integrationId: fc.constantFrom('a', 'b'),
  by: fc.constantFrom(...Object.keys(everyDecision), ...Object.keys(byPerson)),
  isStale: fc.boolean(),
});
/** What was decided about an unknown end is carried out first. */
const isDecided = ({ wish }: Post): boolean => wish === 'again' || wish === 'give-up';
const idOf = ({ integration }: Post): string => integration.integrationId;

/** What each phase carries beside what every post does. */
const CARRIED: Readonly<Record<Phase, readonly string[]>> = {
  waiting: [],
  drafting: ['publishAt'],
  drafted: ['publishAt', 'postId'],
  promoting: ['publishAt', 'postId'],
  dropping: ['publishAt', 'postId', 'from'],
  accepted: ['publishAt', 'postId'],
  published: ['publishAt', 'postId', 'releaseUrl'],
  unconfirmed: ['publishAt', 'postId', 'code', 'detail', 'evidence', 'watched'],
  failed: ['code', 'detail'],
  'left-as-draft': ['publishAt', 'postId'],
  cancelled: ['detail'],
};
/** What others are told of the whole. */
const NEWS: ReadonlySet<string> = new Set([
  'PublicationAccepted',
  'PublicationFailed',
  'PublicationCancelled',
]);
const EVERY_POST = Object.keys(
  requested(publication.evolve(publication.initialState, requestedFor('a'))).posts[0] ?? {},
);

/** All that happens when these turns are taken, and the state before each fact. */
function play(turns: readonly Turn[]) {
  const history: { readonly before: PublicationState; readonly event: PublicationEvent }[] = [];
  let state = publication.evolve(publication.initialState, requestedFor('a', 'b'));
  const first = state;
  for (const { integrationId, by, isStale } of turns) {
    const known = findPost(isStale ? first : state, integrationId);
    const events = unlessRefused(() => {
      const decide = everyDecision[by];
      if (decide) return decide(state, known, known.attempts);
      return byPerson[by]?.(findPost(state, integrationId)) ?? [];
    });
    for (const event of events) {
      history.push({ before: state, event });
      state = publication.evolve(state, event);
    }
  }
  return { history, state };
}

function unlessRefused(decide: () => readonly PublicationEvent[]): readonly PublicationEvent[] {
  try {
    return decide();
  } catch (error) {
    if (error instanceof DomainError && error.code === 'attempt_superseded') return [];
    throw error;
  }
}

const always = (holds: (played: ReturnType<typeof play>) => void) =>
  fc.assert(
    fc.property(fc.array(aTurn, { maxLength: 80 }), (turns) => holds(play(turns))),
    { numRuns: 1_500 },
  );
const repeated = (names: readonly string[]) => names.filter((name, index) => names.indexOf(name) !== index);

describe('whatever is decided, in whatever order', () => {
  it('a post is in one phase, with exactly what belongs to it', () => {
    always(({ state }) => {
      for (const post of requested(state).posts)
        expect(Object.keys(post).toSorted()).toEqual([...EVERY_POST, ...CARRIED[post.phase]].toSorted());
    });
  });

  it('it is told as published, and paid for, once a round', () => {
    always(({ history }) => {
      const told = history.flatMap(({ before, event: { type, data } }) => {
        if (type === 'ClipPublished')
          return [`${type} ${data.integrationId} ${findPost(before, data.integrationId).round}`];
        if (type !== 'CostIncurred') return [];
        const integrationId = data.source['integrationId'] ?? '';
        return [`${type} ${integrationId} ${findPost(before, integrationId).round}`];
      });
      expect(repeated(told)).toEqual([]);
    });
  });

  it('only a draft is promoted, and only what was promoted, or scheduled by somebody, is accepted', () => {
    always(({ history }) => {
      for (const { before, event } of history) {
        if (event.type === 'PostPromotionIntended')
          expect(findPost(before, event.data.integrationId).phase).toBe('drafted');
        if (event.type === 'PostAccepted')
          expect(['drafted', 'promoting', 'dropping']).toContain(
            findPost(before, event.data.integrationId).phase,
          );
      }
    });
  });

  it('what has ended stays ended, until a person wants it otherwise', () => {
    always(({ history }) => {
      for (const { before, event } of history) {
        if (!('integrationId' in event.data)) continue;
        const { phase } = findPost(before, event.data.integrationId);
        expect(['published', 'failed', 'cancelled', 'left-as-draft']).not.toContain(phase);
      }
    });
  });

  it('attempts are counted on', () => {
    always(({ history }) => {
      for (const { before, event } of history)
        if (event.type === 'PostDraftIntended')
          expect(event.data.attempt).toBe(findPost(before, event.data.integrationId).attempts + 1);
    });
  });

  it('the same is never told twice in a row of a publication, unless it is tried again, nor an end while something may be out there', () => {
    always(({ history }) => {
      let told: string | null = null;
      for (const { before, event } of history) {
        if (event.type === 'PublicationRetried') told = null;
        if (!NEWS.has(event.type)) continue;
        expect(event.type).not.toBe(told);
        told = event.type;
        if (event.type === 'PublicationAccepted') continue;
        for (const { phase } of requested(before).posts) expect(['failed', 'cancelled']).toContain(phase);
      }
    });
  });
});
