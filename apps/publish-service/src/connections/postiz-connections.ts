import type { ProfileId } from '@clipcast/kernel';
import type { PostizClient } from '@clipcast/postiz';

/** What a publication needs of a tenant's Postiz. */
export type Postiz = Pick<
  PostizClient,
  'isConnected' | 'listIntegrations' | 'uploadMedia' | 'createPost' | 'listPostsAt' | 'promote' | 'deletePost'
>;

/** A usable connection: whose it is, which version, and the client that belongs to it alone. */
export interface UsableConnection {
  readonly profileId: ProfileId;
  readonly version: number;
  readonly postiz: Postiz;
}

/** The tenants' Postiz clients. There is no way to a client but by the profile that owns it. */
export abstract class PostizConnections {
  /**
   * The connection that new work of a profile uses.
   * @throws {DomainError} `connection_missing`, `connection_disabled`.
   */
  abstract current(profileId: ProfileId): Promise<UsableConnection>;
  /**
   * The connection with which a running job began, with the newest key that was set for the same server.
   * @throws {DomainError} `connection_removed`, `connection_disabled`.
   */
  abstract pinned(profileId: ProfileId, version: number): Promise<UsableConnection>;
}
