import type {
  ClipPublished,
  CostIncurred,
  PublicationAccepted,
  PublicationFailed,
  PublicationRequested,
} from '@clipcast/contracts';
import type { Aggregate, DomainEvent } from '@clipcast/event-store';
import { DomainError } from '@clipcast/kernel';
import type { ConnectionRef } from '../connections/postiz-connections.ts';
import type { Post } from './post.ts';

interface OfAttempt {
  readonly integrationId: string;
  /** 1, 2, 3 …: each has an instant of its own. */
  readonly attempt: number;
}

/** A draft dated at this instant is about to be created: from here on it may exist. */
export type PostDraftIntended = DomainEvent<
  'PostDraftIntended',
  OfAttempt & { publishAt: string; requestHash: string }
>;
/** The draft exists in Postiz. `adopted`: it was found by its instant after its answer was lost. */
export type PostDrafted = DomainEvent<'PostDrafted', OfAttempt & { postId: string; adopted: boolean }>;
/** The draft is about to be promoted: from here on it may be published. */
export type PostPromotionIntended = DomainEvent<'PostPromotionIntended', OfAttempt & { postId: string }>;
/** Postiz will publish the post at its instant. */
export type PostAccepted = DomainEvent<'PostAccepted', OfAttempt & { postId: string; publishAt: string }>;
/** The instant came too near: the draft is about to be deleted. From here on it may be gone. */
export type PostDropIntended = DomainEvent<'PostDropIntended', OfAttempt & { postId: string }>;
/** The instant came too near; whatever the attempt left is a draft and stays one. */
export type PostAttemptAbandoned = DomainEvent<'PostAttemptAbandoned', OfAttempt & { reason: string }>;
/** Something is in the way, and is tried again. */
export type PostDelayed = DomainEvent<'PostDelayed', { integrationId: string; code: string; detail: string }>;
/** The post will not appear. */
export type PostFailed = DomainEvent<'PostFailed', { integrationId: string; code: string; detail: string }>;
/** Whether the post has appeared cannot be known; a person has to look. It is never sent again by itself. */
export type PostUnconfirmed = DomainEvent<
  'PostUnconfirmed',
  { integrationId: string; postId: string; code: string; detail: string }
>;
/** The media is in Postiz. */
export type MediaUploaded = DomainEvent<
  'MediaUploaded',
  { sha256: string; connectionVersion: number; mediaId: string; mediaPath: string }
>;

export type PublicationEvent =
  | PublicationRequested
  | MediaUploaded
  | PostDraftIntended
  | PostDrafted
  | PostPromotionIntended
  | PostAccepted
  | PostDropIntended
  | PostAttemptAbandoned
  | PostDelayed
  | PostFailed
  | PostUnconfirmed
  | PublicationAccepted
  | PublicationFailed
  | ClipPublished
  | CostIncurred;

export interface RequestedPublication {
  readonly status: 'requested';
  readonly request: PublicationRequested['data'];
  /** One per integration, in the order of the request. */
  readonly posts: readonly Post[];
  /** Whether the others were told that it was accepted, or that it failed. */
  readonly announced: boolean;
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
    PostPromotionIntended: true,
    PostAccepted: true,
    PostDropIntended: true,
    PostAttemptAbandoned: true,
    PostDelayed: true,
    PostFailed: true,
    PostUnconfirmed: true,
    PublicationAccepted: true,
    PublicationFailed: true,
    ClipPublished: true,
    CostIncurred: true,
  },
  evolve(state, event): PublicationState {
    if (event.type === 'PublicationRequested') {
      const posts = event.data.integrations.map((integration): Post => ({
        integration,
        attempts: 0,
        trouble: null,
        phase: 'waiting',
      }));
      return { status: 'requested', request: event.data, posts, announced: false };
    }
    return state.status === 'unknown' ? state : evolveRequested(state, event);
  },
};

function evolveRequested(
  state: RequestedPublication,
  event: Exclude<PublicationEvent, PublicationRequested>,
): RequestedPublication {
  switch (event.type) {
    case 'PublicationAccepted':
    case 'PublicationFailed':
      return { ...state, announced: true };
    case 'MediaUploaded':
    case 'CostIncurred':
      return state;
    case 'PostDraftIntended':
    case 'PostDrafted':
    case 'PostPromotionIntended':
    case 'PostAccepted':
    case 'PostDropIntended':
    case 'PostAttemptAbandoned':
    case 'PostDelayed':
    case 'PostFailed':
    case 'PostUnconfirmed':
    case 'ClipPublished':
      return {
        ...state,
        posts: state.posts.map((post) =>
          post.integration.integrationId === event.data.integrationId ? evolvePost(post, event) : post,
        ),
      };
  }
}

type PostEvent = Exclude<
  PublicationEvent,
  PublicationRequested | PublicationAccepted | PublicationFailed | MediaUploaded | CostIncurred
>;

function evolvePost(post: Post, { type, data }: PostEvent): Post {
  const base = { integration: post.integration, attempts: post.attempts, trouble: null };
  const publishAt = 'publishAt' in post ? post.publishAt : '';
  switch (type) {
    case 'PostDraftIntended':
      return { ...base, attempts: data.attempt, phase: 'drafting', publishAt: data.publishAt };
    case 'PostDrafted':
      return { ...base, phase: 'drafted', publishAt, postId: data.postId };
    case 'PostPromotionIntended':
      return { ...base, phase: 'promoting', publishAt, postId: data.postId };
    case 'PostDropIntended':
      return { ...base, phase: 'dropping', publishAt, postId: data.postId };
    case 'PostAccepted':
      return { ...base, phase: 'accepted', publishAt: data.publishAt, postId: data.postId };
    case 'ClipPublished':
      return { ...base, phase: 'published', publishAt, postId: data.postId, releaseUrl: data.releaseUrl };
    case 'PostAttemptAbandoned':
      return { ...base, phase: 'waiting' };
    case 'PostDelayed':
      return { ...post, trouble: { code: data.code, detail: data.detail } };
    case 'PostFailed':
      return { ...base, phase: 'failed', code: data.code, detail: data.detail };
    case 'PostUnconfirmed':
      return {
        ...base,
        phase: 'unconfirmed',
        publishAt,
        postId: data.postId,
        code: data.code,
        detail: data.detail,
      };
  }
}

/** The connection that a publication was requested with. */
export const connectionOf = ({ request }: RequestedPublication): ConnectionRef => ({
  kind: request.connection,
  version: request.connectionVersion,
});

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
