import { startTimeLeft } from '@clipcast/postiz';
import { DomainError, type Clock } from '@clipcast/kernel';
import type {
  ExistingPost,
  MediaFile,
  NewPost,
  PostizClient,
  PostizTraits,
  PromoteBounds,
} from '@clipcast/postiz';
import type { PostizKey } from '../call-budgets/postiz-organisations.adapter.ts';
import type { PostizCalls } from './postiz-connections.ts';

interface LivePostizParts {
  /**
   * Makes a call with the client that is right at this moment, and says which key it has.
   * @throws {DomainError} when there must be none.
   */
  readonly withClient: <T>(call: (client: PostizClient, key: PostizKey) => Promise<T>) => Promise<T>;
  /** Whether calls with this key are counted where those of the connection are. */
  readonly isCountedAlike: (key: PostizKey) => Promise<boolean>;
  /** Hears whose accounts a key has shown. */
  readonly onAccounts: (key: PostizKey, integrationIds: readonly string[]) => Promise<void>;
  readonly traits: () => PostizTraits;
  readonly clock: Clock;
}

/**
 * The calls of one connection, each with what is set at its moment: a job that is in the middle of its work when a key is
 * changed uses the new one, and makes no call once the connection is off. A key is an organisation, and Postiz does not
 * check whose the ids are that it is given: an id that was learnt with one key is never sent with another. Nor is a call that
 * the budget of one organisation has let out made with the key of another one.
 */
export class LivePostiz implements PostizCalls {
  /** The key with which ids were learnt here. */
  #learntWith: string | undefined;

  constructor(private readonly parts: LivePostizParts) {}

  get traits(): PostizTraits {
    return this.parts.traits();
  }

  isConnected(signal?: AbortSignal) {
    return this.parts.withClient((client) => client.isConnected(signal));
  }

  listIntegrations(signal?: AbortSignal) {
    return this.parts.withClient(async (client, key) => {
      const integrations = await client.listIntegrations(signal);
      await this.parts.onAccounts(
        key,
        integrations.map(({ id }) => id),
      );
      return integrations;
    });
  }

  listPosts(from: Date, to: Date, signal?: AbortSignal) {
    return this.#learning((client) => client.listPosts(from, to, signal));
  }

  listPostsAt(instant: Date, signal?: AbortSignal) {
    return this.#learning((client) => client.listPostsAt(instant, signal));
  }

  uploadMedia(media: MediaFile, signal?: AbortSignal) {
    return this.#counted((client) => client.uploadMedia(media, signal));
  }

  createPost(post: NewPost, signal?: AbortSignal) {
    return this.#learning((client) => client.createPost(post, signal));
  }

  /** Looking up what is set takes from the time, too. */
  promote(draft: ExistingPost, signal?: AbortSignal, { withinMs = Infinity }: PromoteBounds = {}) {
    const leftMs = startTimeLeft(this.parts.clock, withinMs);
    return this.#withSameKey((client) => client.promote(draft, signal, { withinMs: leftMs() }));
  }

  demote(post: ExistingPost, signal?: AbortSignal) {
    return this.#withSameKey((client) => client.demote(post, signal));
  }

  deletePost(postId: string, signal?: AbortSignal) {
    return this.#withSameKey((client) => client.deletePost(postId, signal));
  }

  #learning<T>(call: (client: PostizClient) => Promise<T>): Promise<T> {
    return this.#counted((client, { keyName }) => {
      this.#learntWith = keyName;
      return call(client);
    });
  }

  #withSameKey<T>(call: (client: PostizClient) => Promise<T>): Promise<T> {
    return this.#counted(async (client, { keyName }) => {
      if (this.#learntWith !== undefined && this.#learntWith !== keyName) throw keyChanged();
      return call(client);
    });
  }

  #counted<T>(call: (client: PostizClient, key: PostizKey) => Promise<T>): Promise<T> {
    return this.parts.withClient(async (client, key) => {
      if (!(await this.parts.isCountedAlike(key))) throw keyChanged();
      return call(client, key);
    });
  }
}

/** The connection has another key than a moment ago: whatever was decided before is looked at again. */
export const keyChanged = (): DomainError =>
  new DomainError(
    'connection_changed',
    'unavailable',
    'The key of the connection was changed a moment ago. What it shows is looked at again first.',
  );
