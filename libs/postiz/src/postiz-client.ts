import type { Runtime, Secret } from '@clipcast/kernel';
import { z } from 'zod';
import { startTimeLeft } from './deadline.ts';
import { createEgressPolicy, type EgressPolicy } from './egress/egress-policy.ts';
import { EgressRefused } from './egress/egress-refused.ts';
import { Exchange, type RateLimitListeners } from './exchange.ts';
import { IntegrationList, type Integration } from './integration.ts';
import { datedAt, PostList, type ListedPost } from './listed-post.ts';
import { openMedia, type MediaFile } from './media-file.ts';
import { multipartUpload } from './multipart-upload.ts';
import {
  CreatedPost,
  JSON_BYTES_MAX,
  postBody,
  UploadAnswer,
  type ExistingPost,
  type NewPost,
  type UploadedMedia,
} from './new-post.ts';
import { PostId } from './post-id.ts';
import { PostizCallError } from './postiz-call-error.ts';
import { defaultTimeouts, type PostizTimeouts } from './timeouts.ts';
import type { PostizTraits } from './traits/postiz-traits.ts';
import { TraitsMemory } from './traits/traits-memory.ts';
import { Transport, type Call } from './transport.ts';

/** What a header may carry; no key of Postiz has other characters. */
const API_KEY = /^[\x21-\x7e]{1,4096}$/;

const Connected = z.looseObject({ connected: z.boolean() });
const Changed = z.looseObject({ id: z.string(), state: z.string() });
const Anything = z.looseObject({});

export interface PostizClientOptions extends RateLimitListeners {
  /** Where Postiz has its API, without `/public/v1`; self-hosted mostly `https://host/api`. */
  readonly baseUrl: string;
  readonly apiKey: Secret;
  readonly runtime: Runtime;
  /** Where connections may go; only to public https hosts unless given. */
  readonly egress?: EgressPolicy;
  readonly timeouts?: Partial<PostizTimeouts>;
  /** What was seen of this Postiz before, by a client of the same profile and base URL; nothing unless given. */
  readonly traits?: PostizTraits;
  /** Told whenever an answer showed something new about this Postiz, to be remembered. Must not throw. */
  readonly onTraits?: (traits: PostizTraits) => void;
}

/** Limits of a promotion. */
export interface PromoteBounds {
  /** How long the whole call may take, in milliseconds from now, if that is less than the client's own limit. */
  readonly withinMs?: number;
}

/**
 * The public API of one tenant's Postiz. The key is the tenant: one client belongs to one connection and shares nothing
 * with any other. No request is repeated here, and each call is one, save a promotion that finds the status route missing;
 * each throws a `PostizCallError` whose `outcome` says whether it may be repeated. Every call can be given up by a signal.
 */
export class PostizClient {
  readonly #options: PostizClientOptions;
  readonly #timeouts: PostizTimeouts;
  readonly #transport: Transport;
  readonly #memory: TraitsMemory;
  readonly #exchange: Exchange;

  /** @throws {PostizCallError} `egress_refused` or `postiz_key_invalid` when no request can be made with this URL or key. */
  constructor(options: PostizClientOptions) {
    const { apiKey, runtime, egress = createEgressPolicy({ allow: [] }) } = options;
    if (!API_KEY.test(apiKey.reveal())) {
      throw new PostizCallError(
        'not_sent',
        'postiz_key_invalid',
        'The API key holds characters that no key has.',
      );
    }
    this.#options = options;
    this.#timeouts = { ...defaultTimeouts, ...options.timeouts };
    const baseUrl = parseBaseUrl(options.baseUrl, egress);
    this.#transport = new Transport({ baseUrl, apiKey, runtime, egress, timeouts: this.#timeouts });
    this.#memory = new TraitsMemory(options.traits, options.onTraits);
    this.#exchange = new Exchange({
      transport: this.#transport,
      apiKey,
      clock: runtime.clock,
      memory: this.#memory,
      listeners: options,
    });
  }

  /** What is known of this Postiz by now. */
  get traits(): PostizTraits {
    return this.#memory.traits;
  }

  /** Whether the key is accepted; the cheapest question there is. A refused key throws `postiz_key_invalid`. */
  async isConnected(signal?: AbortSignal): Promise<boolean> {
    const { connected } = await this.#exchange.ask(Connected, this.#read('/is-connected', signal));
    return connected;
  }

  async listIntegrations(signal?: AbortSignal): Promise<readonly Integration[]> {
    return this.#exchange.ask(IntegrationList, this.#read('/integrations', signal));
  }

  /**
   * All posts dated from `from` to `to`, both included. Deleted posts are not listed; recurring ones come repeatedly, also
   * from before the window. There are no pages: a list beyond 1 MiB is `postiz_answer_too_large`, and a smaller window helps.
   * Several instants read at once save the 30 reads an hour of older versions; `datedAt` finds each one's posts.
   */
  async listPosts(from: Date, to: Date, signal?: AbortSignal): Promise<readonly ListedPost[]> {
    const query = new URLSearchParams({ startDate: from.toISOString(), endDate: to.toISOString() });
    return this.#exchange.ask(PostList, this.#read(`/posts?${query.toString()}`, signal));
  }

  /** The posts dated at exactly this instant, each once. */
  async listPostsAt(instant: Date, signal?: AbortSignal): Promise<readonly ListedPost[]> {
    return datedAt(await this.listPosts(instant, instant, signal), instant);
  }

  /**
   * Streams a file from disk. It is not public yet, so an upload with an unknown outcome may be repeated.
   * @throws {PostizCallError} also `postiz_media_unreadable`, when the file is not what was recorded.
   */
  async uploadMedia(media: MediaFile, signal?: AbortSignal): Promise<UploadedMedia> {
    const file = await openMedia(media);
    try {
      const { uploadStallMs, uploadBytesPerSecondMin } = this.#timeouts;
      const timeoutMs = uploadStallMs + Math.ceil((media.bytes / uploadBytesPerSecondMin) * 1_000);
      const multipart = multipartUpload(media, file, this.#options.runtime.random);
      const call = {
        method: 'POST',
        path: '/upload',
        ...multipart,
        timeoutMs,
        stallMs: uploadStallMs,
        signal,
        repeatable: true,
      } as const;
      return await this.#exchange.ask(UploadAnswer, call);
    } finally {
      await file.close();
    }
  }

  /**
   * Creates one post, or with `postId` changes one in place. Postiz knows no idempotency: after `unknown`, look for the
   * post by its instant before creating it again.
   * @throws {PostizCallError} also `postiz_other_post_created`, when the post with this `postId` was not there.
   */
  async createPost(post: NewPost, signal?: AbortSignal): Promise<{ readonly postId: string }> {
    return this.#sendPost(post, this.#timeouts.writeMs, signal);
  }

  /**
   * Draft to scheduled. Only for a post that was just read as a draft, and well before its date: Postiz would publish a
   * published one again. Where the status route is missing, which is learnt, the same call goes on by sending the post
   * with its id; the answer of such a version does not tell whether the post had been deleted before. No byte leaves once
   * the time is over, even when this process was paused in the meantime; that is `not_sent`, `postiz_timeout`.
   * @throws {PostizCallError} also `postiz_other_post_created`: a new post stands at the instant, so look for it there.
   */
  async promote(draft: ExistingPost, signal?: AbortSignal, { withinMs }: PromoteBounds = {}): Promise<void> {
    await this.#changeState({ ...draft, type: 'schedule' }, signal, withinMs);
  }

  /** Scheduled back to draft, in the way of `promote` and with what it throws. */
  async demote(post: ExistingPost, signal?: AbortSignal): Promise<void> {
    await this.#changeState({ ...post, type: 'draft' }, signal);
  }

  /**
   * Deletes the post in Postiz, not on the network. A post that is already gone answers 500, so `unknown`: read, and
   * take its absence as done.
   */
  async deletePost(postId: string, signal?: AbortSignal): Promise<void> {
    // Newer versions answer `{"error":true}` to a success.
    await this.#exchange.ask(Anything, this.#write('DELETE', postPath(postId), undefined, signal));
  }

  /** Ends all connections; calls under way fail as `postiz_cancelled`. */
  async close(): Promise<void> {
    await this.#transport.close();
  }

  /** Both requests together take no longer than one may. */
  async #changeState(post: ExistingPost, signal?: AbortSignal, withinMs = Infinity): Promise<void> {
    const leftMs = startTimeLeft(this.#options.runtime.clock, Math.min(this.#timeouts.writeMs, withinMs));
    const path = `${postPath(post.postId)}/status`;
    if (this.traits.statusRoute !== 'absent') {
      try {
        return await this.#putStatus(path, post, leftMs(), signal);
      } catch (error) {
        // Only this answer proves that nothing happened and that nothing else can come of asking this way.
        if (!(error instanceof PostizCallError) || error.code !== 'postiz_route_missing') throw error;
      }
    }
    await this.#sendPost(post, leftMs(), signal);
  }

  async #putStatus(
    path: string,
    { postId, type }: ExistingPost,
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<void> {
    const state = type === 'draft' ? 'DRAFT' : 'QUEUE';
    const call = this.#write('PUT', path, JSON.stringify({ status: type }), signal);
    await this.#exchange.ask(
      Changed,
      { ...call, timeoutMs },
      (answer) => answer.id === postId && answer.state === state,
    );
  }

  async #sendPost(post: NewPost, timeoutMs: number, signal?: AbortSignal): Promise<{ postId: string }> {
    const body = postBody(post);
    if (Buffer.byteLength(body) > JSON_BYTES_MAX) {
      throw new PostizCallError(
        'rejected',
        'postiz_payload_too_large',
        'Postiz takes at most 100 KiB of text and settings.',
      );
    }
    const call = { ...this.#write('POST', '/posts', body, signal), timeoutMs };
    const { postId } = await this.#exchange.ask(
      CreatedPost,
      call,
      ({ integration }) => integration === post.integrationId,
    );
    if (post.postId === undefined || post.postId === postId) return { postId };
    const message = 'Postiz no longer had the post, and made a new one instead of changing it.';
    throw new PostizCallError('unknown', 'postiz_other_post_created', message);
  }

  #read(path: string, signal?: AbortSignal): Call {
    return { method: 'GET', path, timeoutMs: this.#timeouts.readMs, signal };
  }

  #write(method: Call['method'], path: string, body?: string, signal?: AbortSignal): Call {
    const json = body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } };
    return { method, path, ...json, timeoutMs: this.#timeouts.writeMs, signal };
  }
}

function parseBaseUrl(text: string, egress: EgressPolicy): URL {
  try {
    return egress.parseBaseUrl(text);
  } catch (error) {
    if (!(error instanceof EgressRefused)) throw error;
    throw new PostizCallError('not_sent', 'egress_refused', error.message, { cause: error });
  }
}

function postPath(postId: string): string {
  if (PostId.safeParse(postId).success) return `/posts/${postId}`;
  throw new PostizCallError('rejected', 'postiz_refused', 'This is no id of a post.');
}
