import { DomainError } from '@clipcast/kernel';
import { everyDecision, inEachPhase, stateOf } from '../../testing/every-decision.ts';
import type { Phase } from '../post.ts';
import type { PublicationState } from '../publication.ts';

/** In which phases each decision is right. In any other somebody has gone on with the post, and the one who decides late is refused. */
const RIGHT_PHASES: Readonly<Record<string, readonly Phase[]>> = {
  intendDraft: ['waiting'],
  recordDraft: ['drafting'],
  recordDraftAndPromote: ['drafting'],
  leaveAsDraft: ['drafted'],
  intendPromotion: ['drafted'],
  retractPromotion: ['promoting'],
  acceptPost: ['drafted', 'promoting', 'dropping'],
  refuseWithdrawal: ['accepted'],
  intendDrop: ['drafted', 'promoting', 'accepted', 'unconfirmed'],
  abandonAttempt: ['drafting', 'dropping'],
  publishPost: ['dropping', 'accepted', 'unconfirmed'],
  failPost: ['waiting', 'drafting', 'drafted'],
  concludeWish: ['waiting'],
  leaveUnconfirmed: ['drafted', 'promoting', 'dropping', 'accepted'],
  endWatch: ['unconfirmed'],
};
/** These name the attempt that they are about. */
const OF_AN_ATTEMPT = [
  'recordDraft',
  'recordDraftAndPromote',
  'leaveAsDraft',
  'intendPromotion',
  'retractPromotion',
  'acceptPost',
  'refuseWithdrawal',
  'intendDrop',
  'abandonAttempt',
];
const phases = Object.values(inEachPhase('cancel'));

it('every decision has its phases', () => {
  expect(Object.keys(everyDecision)).toEqual(Object.keys(RIGHT_PHASES));
});

describe.each(Object.entries(everyDecision))('%s', (name, decide) => {
  const right = RIGHT_PHASES[name] ?? [];

  it.each(phases.map((post) => [post.phase, post] as const))('when the post is %s', (phase, post) => {
    const decided = () => decide(stateOf(post), post, post.attempts);
    expect(refusalOf(decided)).toBe(right.includes(phase) ? null : 'attempt_superseded');
  });

  if (OF_AN_ATTEMPT.includes(name))
    it('about an attempt that was followed by another', () => {
      for (const post of phases.filter(({ phase }) => right.includes(phase))) {
        const later = { ...post, attempts: post.attempts + 1 };
        expect(refusalOf(() => decide(stateOf(later), post, post.attempts))).toBe('attempt_superseded');
      }
    });
});

it('a decision about what was found in another phase is refused, although it would be right in this one', () => {
  const { drafted, promoting, drafting, dropping } = inEachPhase();
  for (const [is, was, name] of [
    [promoting, drafted, 'intendDrop'],
    [drafted, promoting, 'intendDrop'],
    [dropping, drafting, 'abandonAttempt'],
    [drafting, dropping, 'abandonAttempt'],
  ] as const)
    expect(refusalOf(() => everyDecision[name]?.(stateOf(is), was, 1))).toBe('attempt_superseded');
});

it('nothing is decided about a post that the publication does not have', () => {
  const { waiting } = inEachPhase();
  const other = { ...waiting, integration: { ...waiting.integration, integrationId: 'b' } };
  const intendDraft = (state: PublicationState) => () => everyDecision['intendDraft']?.(state, waiting, 1);
  expect(refusalOf(intendDraft(stateOf(other)))).toBe('post_not_found');
  expect(refusalOf(intendDraft({ status: 'unknown' }))).toBe('publication_not_found');
});

/** The code with which it was refused; null when it was not. */
function refusalOf(decide: () => unknown): string | null {
  try {
    decide();
    return null;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}
