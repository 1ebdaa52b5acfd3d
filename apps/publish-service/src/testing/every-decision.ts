import {
  abandonAttempt,
  acceptPost,
  concludeWish,
  endWatch,
  failPost,
  intendDraft,
  intendDrop,
  intendPromotion,
  leaveAsDraft,
  leaveUnconfirmed,
  publishPost,
  recordDraft,
  refuseWithdrawal,
  retractPromotion,
} from '../publications/bring-out-post/bring-out-post.ts';
import type { DroppedFrom, Phase, Post, Wish } from '../publications/post.ts';
import type {
  PublicationEvent,
  PublicationState,
  RequestedPublication,
} from '../publications/publication.ts';
import { postIn } from './a-post.ts';
import { costOf, evidence, requestOf, retried, T } from './publication-facts.ts';

const newDraft = { postId: 'post-a', adopted: false };
const why = { code: 'c', detail: 'why' };
const inPostiz = { publishAt: T, postId: 'post-a' };

/** Who decides: the protocol, by its decisions, or a person. */
type Decide = (state: PublicationState, post: Post, attempt: number) => readonly PublicationEvent[];

/** Every decision of the protocol that can move a post, as its caller makes it: about the phase in which it found the post. */
export const everyDecision: Readonly<Record<string, Decide>> = {
  intendDraft: (state, post) =>
    intendDraft({ ...of(post), schedule: post.schedule, publishAt: new Date(T), requestHash: 'h' }, state),
  recordDraft: (state, post, attempt) =>
    recordDraft({ ...of(post), attempt, ...newDraft, promote: false }, state),
  recordDraftAndPromote: (state, post, attempt) =>
    recordDraft({ ...of(post), attempt, ...newDraft, promote: true }, state),
  leaveAsDraft: (state, post, attempt) => leaveAsDraft({ ...of(post), attempt }, state),
  intendPromotion: (state, post, attempt) => intendPromotion({ ...of(post), attempt }, state),
  retractPromotion: (state, post, attempt) => retractPromotion({ ...of(post), attempt }, state),
  acceptPost: (state, post, attempt) => acceptPost({ ...of(post), attempt }, state),
  refuseWithdrawal: (state, post, attempt) =>
    refuseWithdrawal({ ...of(post), attempt, detail: 'late' }, state),
  intendDrop: (state, post, attempt) =>
    intendDrop({ ...of(post), attempt, from: oneOf(post.phase, DROPPED_FROM, 'drafted') }, state),
  abandonAttempt: (state, post, attempt) => {
    const from = oneOf(post.phase, ['drafting', 'dropping'], 'drafting');
    return abandonAttempt({ ...of(post), attempt, from, reason: 'late' }, state);
  },
  publishPost: (state, post) => publishPost({ ...of(post), releaseUrl: null, cost: costFor(post) }, state),
  failPost: (state, post) => failPost({ ...of(post), ...why }, state),
  concludeWish: (state, post) => concludeWish(of(post), state),
  leaveUnconfirmed: (state, post) =>
    leaveUnconfirmed({ ...of(post), ...why, evidence, cost: costFor(post) }, state),
  endWatch: (state, post) => endWatch(of(post), state),
};

const of = ({ integration: { integrationId } }: Post) => ({ integrationId });
const costFor = (post: Post) => costOf(of(post).integrationId);

/** A person's facts that move a post by themselves; the others are wishes, which the protocol goes by. */
export const byPerson: Readonly<Partial<Record<Phase, PublicationEvent>>> = { failed: retried('a') };

const DROPPED_FROM: readonly DroppedFrom[] = ['drafted', 'promoting', 'accepted', 'unconfirmed'];

const oneOf = <P extends Phase>(phase: Phase, phases: readonly P[], otherwise: P): P =>
  phases.find((candidate) => candidate === phase) ?? otherwise;

/** A post in each phase. */
export const inEachPhase = (wish: Wish | null = null): Readonly<Record<Phase, Post>> => ({
  waiting: postIn('waiting', {}, { wish }),
  drafting: postIn('drafting', { publishAt: T }, { wish }),
  drafted: postIn('drafted', inPostiz, { wish }),
  promoting: postIn('promoting', inPostiz, { wish }),
  dropping: postIn('dropping', { ...inPostiz, from: 'promoting' }, { wish }),
  accepted: postIn('accepted', inPostiz, { wish }),
  published: postIn('published', { ...inPostiz, releaseUrl: null }, { paid: true }),
  unconfirmed: postIn('unconfirmed', { ...inPostiz, ...why, evidence, watched: true }, { wish, paid: true }),
  failed: postIn('failed', why),
  'left-as-draft': postIn('left-as-draft', inPostiz, { schedule: 'draft' }),
  cancelled: postIn('cancelled', { detail: 'd' }),
});

/** A publication whose only posts are these. */
export const stateOf = (...posts: Post[]): RequestedPublication => ({
  status: 'requested',
  request: requestOf(posts.map(({ integration }) => integration.integrationId)),
  posts,
  allowsDuplicate: false,
  announced: 'PublicationAccepted',
});
