import type { DomainEvent } from '@clipcast/event-store';
import type { ConnectionKind } from '../connections/postiz-connections.ts';
import type { DroppedFrom, Evidence, Schedule } from './post.ts';

interface OfPost {
  readonly integrationId: string;
}
interface OfAttempt extends OfPost {
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
/** The draft is there, and somebody else finishes it: that was asked for. */
export type PostLeftAsDraft = DomainEvent<'PostLeftAsDraft', OfAttempt & { postId: string }>;
/** The draft is about to be promoted: from here on it may be published. */
export type PostPromotionIntended = DomainEvent<'PostPromotionIntended', OfAttempt & { postId: string }>;
/** Nothing of the promotion has left, or Postiz has refused it before it did anything: the draft is one as before. */
export type PostPromotionRetracted = DomainEvent<'PostPromotionRetracted', OfAttempt & { postId: string }>;
/** Postiz will publish the post at its instant. */
export type PostAccepted = DomainEvent<'PostAccepted', OfAttempt & { postId: string; publishAt: string }>;
/**
 * The post is about to be deleted in Postiz: from here on it may be gone. `from`: the phase it was in. `stillDraft`: it was
 * seen as a draft when a promotion of it could not be on its way any more.
 */
export type PostDropIntended = DomainEvent<
  'PostDropIntended',
  OfAttempt & {
    postId: string;
    /** Absent in facts of a time when only drafts were dropped. */
    from?: DroppedFrom;
    stillDraft?: true;
  }
>;
/** Nothing of this attempt will be published; another may follow. */
export type PostAttemptAbandoned = DomainEvent<'PostAttemptAbandoned', OfAttempt & { reason: string }>;
/** A person's wish came too late: Postiz publishes the post all the same. */
export type PostWithdrawalRefused = DomainEvent<'PostWithdrawalRefused', OfAttempt & { detail: string }>;
/** Something is in the way, and is tried again. */
export type PostDelayed = DomainEvent<
  'PostDelayed',
  OfPost & { code: string; detail: string; until: string | null }
>;
/** What was in the way is not any more. */
export type PostResumed = DomainEvent<'PostResumed', OfPost>;
/** The post will not appear. */
export type PostFailed = DomainEvent<'PostFailed', OfPost & { code: string; detail: string }>;
/** The post will not appear, because somebody cancelled it in time. */
export type PostCancelled = DomainEvent<'PostCancelled', OfPost & { detail: string }>;
/** Whether the post has appeared cannot be known; a person has to look. It is never sent again by itself. */
export type PostUnconfirmed = DomainEvent<
  'PostUnconfirmed',
  OfPost & { postId: string; code: string; detail: string; evidence: Evidence }
>;
/** Postiz is no longer looked at for a post whose end is unknown. */
export type PostWatchEnded = DomainEvent<'PostWatchEnded', OfPost>;
/** The media is in Postiz. It can be used within its scope, and nowhere else. */
export type MediaUploaded = DomainEvent<
  'MediaUploaded',
  {
    sha256: string;
    connectionVersion: number;
    /** Absent in facts of a time when each version of a connection was a scope of its own. */
    mediaScope?: string;
    mediaId: string;
    mediaPath: string;
  }
>;

interface OfPosts {
  readonly integrationIds: readonly string[];
}

/** Somebody wants that these posts do not appear. */
export type CancellationRequested = DomainEvent<'CancellationRequested', OfPosts>;
/** Somebody wants these posts to appear at another time. */
export type PublicationRescheduled = DomainEvent<'PublicationRescheduled', OfPosts & { schedule: Schedule }>;
/** Somebody wants posts that failed to be tried again. */
export type PublicationRetried = DomainEvent<
  'PublicationRetried',
  OfPosts & {
    connection: ConnectionKind;
    connectionVersion: number;
    /** It may go out although the same media was requested elsewhere; absent where nobody said so. */
    allowDuplicate?: true;
  }
>;
/** A person has decided about a post whose end was unknown. */
export type UnconfirmedPostDecided = DomainEvent<
  'UnconfirmedPostDecided',
  OfPost & {
    decision: 'published' | 'publish_again' | 'give_up';
    note: string | null;
  }
>;

/** Facts about one post alone. */
export type SinglePostEvent =
  | PostDraftIntended
  | PostDrafted
  | PostLeftAsDraft
  | PostPromotionIntended
  | PostPromotionRetracted
  | PostAccepted
  | PostDropIntended
  | PostAttemptAbandoned
  | PostWithdrawalRefused
  | PostDelayed
  | PostResumed
  | PostFailed
  | PostCancelled
  | PostUnconfirmed
  | PostWatchEnded
  | UnconfirmedPostDecided;

/** Facts about some of a publication's posts at once. */
export type SomePostsEvent = CancellationRequested | PublicationRescheduled | PublicationRetried;
