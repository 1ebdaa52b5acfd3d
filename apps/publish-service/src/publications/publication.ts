import type {
  ClipPublished,
  CostIncurred,
  PublicationAccepted,
  PublicationCancelled,
  PublicationFailed,
  PublicationRequested,
} from '@clipcast/contracts';
import type { Aggregate } from '@clipcast/event-store';
import { DomainError } from '@clipcast/kernel';
import { ATTEMPTS_PER_WISH, evolvePost } from './evolve-post.ts';
import type { MediaUploaded, SinglePostEvent, SomePostsEvent } from './post-events.ts';
import type { Post } from './post.ts';

export type PublicationEvent =
  | PublicationRequested
  | MediaUploaded
  | SinglePostEvent
  | SomePostsEvent
  | Announcement
  | ClipPublished
  | CostIncurred;

/** What others are told of a publication as a whole. */
export type Announcement = PublicationAccepted | PublicationFailed | PublicationCancelled;

export interface RequestedPublication {
  readonly status: 'requested';
  readonly request: PublicationRequested['data'];
  /** One per integration, in the order of the request. */
  readonly posts: readonly Post[];
  /** Whether somebody said, when it was requested or retried, that the same media may be published again. */
  readonly allowsDuplicate: boolean;
  /** What the others were told last; null while they were told nothing, and after a wish to try it again. */
  readonly announced: Announcement['type'] | null;
}

export type PublicationState = { readonly status: 'unknown' } | RequestedPublication;

export const publication: Aggregate<PublicationState, PublicationEvent> = {
  streamType: 'publication',
  initialState: { status: 'unknown' },
  eventTypes: {
    PublicationRequested: true,
    MediaUploaded: true,
    PostDraftIntended: true,
    PostDrafted: true,
    PostLeftAsDraft: true,
    PostPromotionIntended: true,
    PostPromotionRetracted: true,
    PostAccepted: true,
    PostDropIntended: true,
    PostAttemptAbandoned: true,
    PostWithdrawalRefused: true,
    PostDelayed: true,
    PostResumed: true,
    PostFailed: true,
    PostCancelled: true,
    PostUnconfirmed: true,
    PostWatchEnded: true,
    UnconfirmedPostDecided: true,
    CancellationRequested: true,
    PublicationRescheduled: true,
    PublicationRetried: true,
    PublicationAccepted: true,
    PublicationFailed: true,
    PublicationCancelled: true,
    ClipPublished: true,
    CostIncurred: true,
  },
  evolve(state, event): PublicationState {
    if (event.type === 'PublicationRequested') return requestedBy(event);
    return state.status === 'unknown' ? state : evolveRequested(state, event);
  },
};

const requestedBy = ({ data }: PublicationRequested): RequestedPublication => ({
  status: 'requested',
  request: data,
  posts: data.integrations.map((integration) => ({
    integration,
    connection: { kind: data.connection, version: data.connectionVersion },
    schedule: data.schedule,
    attempts: 0,
    attemptsMax: ATTEMPTS_PER_WISH,
    requestHash: null,
    trouble: null,
    wish: null,
    round: 0,
    paid: false,
    phase: 'waiting',
  })),
  allowsDuplicate: data.allowDuplicate,
  announced: null,
});

function evolveRequested(
  state: RequestedPublication,
  event: Exclude<PublicationEvent, PublicationRequested>,
): RequestedPublication {
  switch (event.type) {
    case 'PublicationAccepted':
    case 'PublicationFailed':
    case 'PublicationCancelled':
      return { ...state, announced: event.type };
    case 'MediaUploaded':
      return state;
    case 'PublicationRetried':
      return {
        ...state,
        announced: null,
        allowsDuplicate: state.allowsDuplicate || event.data.allowDuplicate === true,
        posts: evolvePosts(state, event, event.data.integrationIds),
      };
    case 'CancellationRequested':
    case 'PublicationRescheduled':
      return { ...state, posts: evolvePosts(state, event, event.data.integrationIds) };
    case 'CostIncurred':
      return { ...state, posts: evolvePosts(state, event, [event.data.source['integrationId'] ?? '']) };
    case 'PostDraftIntended':
    case 'PostDrafted':
    case 'PostLeftAsDraft':
    case 'PostPromotionIntended':
    case 'PostPromotionRetracted':
    case 'PostAccepted':
    case 'PostDropIntended':
    case 'PostAttemptAbandoned':
    case 'PostWithdrawalRefused':
    case 'PostDelayed':
    case 'PostResumed':
    case 'PostFailed':
    case 'PostCancelled':
    case 'PostUnconfirmed':
    case 'PostWatchEnded':
    case 'UnconfirmedPostDecided':
    case 'ClipPublished':
      return { ...state, posts: evolvePosts(state, event, [event.data.integrationId]) };
  }
}

const evolvePosts = (
  { posts }: RequestedPublication,
  event: Parameters<typeof evolvePost>[1],
  integrationIds: readonly string[],
): Post[] =>
  posts.map((post) =>
    integrationIds.includes(post.integration.integrationId) ? evolvePost(post, event) : post,
  );

/** The publication, or a refusal that tells nothing about other tenants. */
export function requested(state: PublicationState): RequestedPublication {
  if (state.status === 'unknown')
    throw new DomainError(
      'publication_not_found',
      'not_found',
      'This profile has no such publication. GET its publications to see which there are.',
    );
  return state;
}

/** The post of an integration; a publication never gains or loses one. @throws {DomainError} `post_not_found` */
export function findPost(state: PublicationState, integrationId: string): Post {
  const { posts } = requested(state);
  const post = posts.find(({ integration }) => integration.integrationId === integrationId);
  if (!post)
    throw new DomainError(
      'post_not_found',
      'not_found',
      `This publication does not go to "${integrationId}", only to ${posts.map(({ integration }) => integration.integrationId).join(', ')}.`,
    );
  return post;
}
