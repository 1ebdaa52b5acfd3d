import type { connectionKinds } from '@clipcast/contracts';
import type { ProfileId } from '@clipcast/kernel';
import type { Slot } from '../call-budgets/call-budget.ts';
import type { ListedPost, NewPost, PostizClient, PromoteBounds } from '@clipcast/postiz';

/** `own`: the profile's own Postiz. `default`: the operator's, for profiles that have none (design, section 9). */
export type ConnectionKind = (typeof connectionKinds)[number];

/** Which connection work began with. */
export interface ConnectionRef {
  readonly kind: ConnectionKind;
  /** Of the profile's own connection; 0 for the default one, which has no versions. */
  readonly version: number;
}

/** A post that exists in Postiz as a draft, with everything that was asked of it. */
export type DraftedPost = NewPost & { readonly postId: string };

/**
 * Why posts are read. Where a Postiz counts readings, those that find out what an unanswered call has done are served
 * before those that only follow a post to its end.
 */
export type ReadPurpose = 'reconcile' | 'follow';

/** The calls themselves, without a budget: one request each, or none. */
export type PostizCalls = Omit<PostizClient, 'close'>;

/** What a publication needs of a tenant's Postiz. */
export interface Postiz extends Pick<
  PostizClient,
  'isConnected' | 'listIntegrations' | 'uploadMedia' | 'createPost' | 'deletePost'
> {
  /** The posts dated at exactly this instant. */
  listPostsAt(instant: Date, signal?: AbortSignal, purpose?: ReadPurpose): Promise<readonly ListedPost[]>;
  /** Draft to scheduled, in the way that this version of Postiz has for it. No byte leaves after `withinMs`. */
  promote(draft: DraftedPost, signal?: AbortSignal, bounds?: PromoteBounds): Promise<void>;
  /** When the hourly limit leaves room to bring out one more post. */
  createSlot(): Promise<Slot>;
}

/** A usable connection: whose it is, which one, and the client that belongs to it alone. */
export interface UsableConnection extends ConnectionRef {
  readonly profileId: ProfileId;
  /** Media that was uploaded within one scope can be used within it, and nowhere else. */
  readonly mediaScope: string;
  /** What is set is looked up with every call, so a new key counts from the next one, and nothing leaves once it is off. */
  readonly postiz: Postiz;
}

/** The tenants' Postiz clients. There is no way to a client but by the profile that owns it. */
export abstract class PostizConnections {
  /**
   * The connection that new work of a profile uses: its own, and the default one only while it has none.
   * @throws {DomainError} `connection_missing`, `connection_disabled`; `connection_uncertain` when it cannot be found out.
   */
  abstract current(profileId: ProfileId): Promise<UsableConnection>;
  /**
   * The connection with which a running job began, with the newest key that was set for the same server.
   * @throws {DomainError} `connection_removed`, `connection_disabled`, `default_connection_refused`.
   */
  abstract pinned(profileId: ProfileId, ref: ConnectionRef): Promise<UsableConnection>;
}
