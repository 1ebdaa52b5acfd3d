import { postizApiKeyPurpose } from '@clipcast/contracts';
import type { TenantDoor } from '@clipcast/event-store';
import { DomainError, type ProfileId, type Runtime } from '@clipcast/kernel';
import { PostizClient, type EgressPolicy } from '@clipcast/postiz';
import type { Vault } from '@clipcast/vault';
import type { Selectable } from 'kysely';
import type { ConnectionTable, PublishTables } from '../database.ts';
import {
  PostizConnections,
  type ConnectionRef,
  type Postiz,
  type UsableConnection,
} from './postiz-connections.ts';

const CLIENTS_MAX = 500;

/**
 * One client per profile and connection version, rebuilt on every replica from the connections that profile-service told
 * of. A client, its key and its keep-alive connections are never shared between profiles, or between versions.
 */
export class EventBuiltPostizConnections extends PostizConnections {
  readonly #clients = new Map<string, PostizClient>();

  constructor(
    private readonly door: TenantDoor<PublishTables>,
    private readonly vault: Vault,
    private readonly egress: EgressPolicy,
    private readonly runtime: Runtime,
  ) {
    super();
  }

  async current(profileId: ProfileId): Promise<UsableConnection> {
    const row = await this.#rows(profileId).orderBy('connection_version', 'desc').limit(1).executeTakeFirst();
    if (!row || row.removed) {
      throw new DomainError(
        'connection_missing',
        'conflict',
        'This profile has no Postiz connection. Set one with PUT /profiles/{id}/postiz.',
      );
    }
    return this.#usable(profileId, row);
  }

  async pinned(profileId: ProfileId, { version }: ConnectionRef): Promise<UsableConnection> {
    const versions = await this.#rows(profileId)
      .where('connection_version', '>=', version)
      .orderBy('connection_version')
      .execute();
    const [pinned] = versions;
    const newest = versions.at(-1);
    if (!pinned || !newest || pinned.connection_version !== version || newest.removed) {
      throw new DomainError(
        'connection_removed',
        'conflict',
        'The Postiz connection this was requested with has been removed.',
      );
    }
    if (!newest.enabled) throw disabled();
    // The same server with a newer key: the old key is dead there. Another server is another connection.
    return this.#usable(profileId, newest.api_url === pinned.api_url ? newest : pinned);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#clients.values()].map((client) => client.close()));
  }

  #rows(profileId: ProfileId) {
    return this.door.of(profileId).selectFrom('connection').selectAll();
  }

  #usable(profileId: ProfileId, row: Selectable<ConnectionTable>): UsableConnection {
    if (!row.enabled) throw disabled();
    return {
      profileId,
      kind: 'own',
      version: row.connection_version,
      postiz: portOver(this.#client(profileId, row)),
    };
  }

  #client(profileId: ProfileId, row: Selectable<ConnectionTable>): PostizClient {
    const key = `${profileId} ${row.connection_version}`;
    const known = this.#clients.get(key);
    if (known) return known;
    const client = new PostizClient({
      baseUrl: row.api_url,
      apiKey: this.vault.open(row.sealed_api_key, {
        profileId,
        purpose: postizApiKeyPurpose,
        version: row.connection_version,
      }),
      runtime: this.runtime,
      egress: this.egress,
    });
    this.#clients.set(key, client);
    this.#evict();
    return client;
  }

  /** The client that was made first is forgotten: calls under way finish, and its idle connections close by themselves. */
  #evict(): void {
    const [oldest] = this.#clients.keys();
    if (oldest && this.#clients.size > CLIENTS_MAX) this.#clients.delete(oldest);
  }
}

const portOver = (client: PostizClient): Postiz => ({
  isConnected: (signal) => client.isConnected(signal),
  listIntegrations: (signal) => client.listIntegrations(signal),
  uploadMedia: (media, signal) => client.uploadMedia(media, signal),
  createPost: (post, signal) => client.createPost(post, signal),
  deletePost: (postId, signal) => client.deletePost(postId, signal),
  listPostsAt: (instant, signal) => client.listPostsAt(instant, signal),
  promote: (draft, signal, bounds) => client.promote(draft, signal, bounds),
  createSlotInMs: () => Promise.resolve(0),
});

const disabled = (): DomainError =>
  new DomainError(
    'connection_disabled',
    'conflict',
    'The Postiz connection of this profile is disabled. Enable it with PUT /profiles/{id}/postiz.',
  );
