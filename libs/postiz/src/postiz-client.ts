import type { Runtime, Secret } from '@clipcast/kernel';
import { z } from 'zod';
import { jsonOf } from './answer.ts';
import { createEgressPolicy, type EgressPolicy } from './egress/egress-policy.ts';
import { EgressRefused } from './egress/egress-refused.ts';
import { failedAnswer } from './failed-answer.ts';
import { IntegrationList, type Integration } from './integration.ts';
import { PostList, type ListedPost } from './listed-post.ts';
import { openMedia, type MediaFile } from './media-file.ts';
import { multipartUpload } from './multipart-upload.ts';
import { createdPostFor, postBody, UploadAnswer, type NewPost, type UploadedMedia } from './new-post.ts';
import { PostId } from './post-id.ts';
import { PostizCallError } from './postiz-call-error.ts';
import { rateLimitOf, type RateLimit } from './rate-limit.ts';
import { defaultTimeouts, type PostizTimeouts } from './timeouts.ts';
import { Transport, type Call } from './transport.ts';

/** The limit that Postiz sets to a JSON body, whatever its documentation says. */
const JSON_BYTES_MAX = 100 * 1024;

/** What a header may carry; no key of Postiz has other characters. */
const API_KEY = /^[\x21-\x7e]{1,4096}$/;

export interface PostizClientOptions {
  /** Where Postiz has its API, without `/public/v1`; self-hosted mostly `https://host/api`. */
  readonly baseUrl: string;
  readonly apiKey: Secret;
  readonly runtime: Runtime;
  /** Where connections may go; only to public https hosts unless given. */
  readonly egress?: EgressPolicy;
  readonly timeouts?: Partial<PostizTimeouts>;
  /** Told after every answer that carries Postiz's count. */
  readonly onRateLimit?: (rateLimit: RateLimit) => void;
}

/** Limits of a promotion. */
export interface PromoteBounds {
  /** How long the whole call may take, in milliseconds from now, if that is less than the client's own limit. */
  readonly withinMs?: number;
}

/**
 * The public API of one tenant's Postiz. The key is the tenant: one client belongs to one connection and shares nothing
 * with any other. One call is one HTTP request and is never repeated here; each throws a `PostizCallError` whose
 * `outcome` says whether it may be. Every call can be given up by a signal.
 */
export class PostizClient {
  readonly #options: PostizClientOptions;
  readonly #timeouts: PostizTimeouts;
  readonly #transport: Transport;

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
  }

  /** Whether the key is accepted; the cheapest question there is. A refused key throws `postiz_key_invalid`. */
  async isConnected(signal?: AbortSignal): Promise<boolean> {
    const Connected = z.looseObject({ connected: z.boolean() });
    const { connected } = await this.#ask(Connected, this.#read('/is-connected', signal));
    return connected;
  }

  async listIntegrations(signal?: AbortSignal): Promise<readonly Integration[]> {
    return this.#ask(IntegrationList, this.#read('/integrations', signal));
  }

  /** All posts dated from `from` to `to`, both included. Deleted posts are not listed; recurring ones come repeatedly. */
  async listPosts(from: Date, to: Date, signal?: AbortSignal): Promise<readonly ListedPost[]> {
    const query = new URLSearchParams({ startDate: from.toISOString(), endDate: to.toISOString() });
    return this.#ask(PostList, this.#read(`/posts?${query.toString()}`, signal));
  }

  /** The posts dated at exactly this instant. */
  async listPostsAt(instant: Date, signal?: AbortSignal): Promise<readonly ListedPost[]> {
    const posts = await this.listPosts(instant, instant, signal);
    // Occurrences of recurring posts are listed even outside the window that was asked for.
    return posts.filter(({ publishDate }) => publishDate.getTime() === instant.getTime());
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
      } as const;
      return await this.#ask(UploadAnswer, call);
    } finally {
      await file.close();
    }
  }

  /**
   * Creates one post, or with `postId` changes one in place. Postiz knows no idempotency: after `unknown`, look for the
   * post by its instant before creating it again.
   */
  async createPost(post: NewPost, signal?: AbortSignal): Promise<{ readonly postId: string }> {
    const body = postBody(post);
    if (Buffer.byteLength(body) > JSON_BYTES_MAX) {
      throw new PostizCallError(
        'rejected',
        'postiz_payload_too_large',
        'Postiz takes at most 100 KiB of text and settings.',
      );
    }
    return this.#ask(createdPostFor(post.integrationId), this.#write('POST', '/posts', body, signal));
  }

  /**
   * Draft to scheduled. Only for a post that was just read as a draft, and well before its date: Postiz would publish a
   * published one again. `postiz_not_found` means a Postiz before v2.21.7; an unknown post is `postiz_refused`. No byte
   * leaves later than `withinMs` after this call, whatever held the process up: it is `not_sent` then.
   */
  async promote(postId: string, signal?: AbortSignal, bounds: PromoteBounds = {}): Promise<void> {
    await this.#setStatus(postId, 'schedule', 'QUEUE', signal, bounds.withinMs);
  }

  /** Scheduled back to draft. */
  async demote(postId: string, signal?: AbortSignal): Promise<void> {
    await this.#setStatus(postId, 'draft', 'DRAFT', signal);
  }

  /**
   * Deletes the post in Postiz, not on the network. A post that is already gone answers 500, so `unknown`: read, and
   * take its absence as done.
   */
  async deletePost(postId: string, signal?: AbortSignal): Promise<void> {
    // Newer versions answer `{"error":true}` to a success.
    await this.#ask(z.looseObject({}), this.#write('DELETE', postPath(postId), undefined, signal));
  }

  /** Ends all connections; calls under way fail as `postiz_cancelled`. */
  async close(): Promise<void> {
    await this.#transport.close();
  }

  async #setStatus(
    postId: string,
    status: string,
    state: string,
    signal?: AbortSignal,
    withinMs = Infinity,
  ): Promise<void> {
    const Changed = z.looseObject({ id: z.literal(postId), state: z.literal(state) });
    const call = this.#write('PUT', `${postPath(postId)}/status`, JSON.stringify({ status }), signal);
    await this.#ask(Changed, { ...call, timeoutMs: Math.min(call.timeoutMs, withinMs) });
  }

  #read(path: string, signal?: AbortSignal): Call {
    return { method: 'GET', path, timeoutMs: this.#timeouts.readMs, signal };
  }

  #write(method: Call['method'], path: string, body?: string, signal?: AbortSignal): Call {
    const json = body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } };
    return { method, path, ...json, timeoutMs: this.#timeouts.writeMs, signal };
  }

  async #ask<T>(schema: z.ZodType<T>, call: Call): Promise<T> {
    const answer = await this.#transport.send(call);
    const rateLimit = rateLimitOf(answer);
    if (rateLimit) this.#options.onRateLimit?.(rateLimit);
    const { status } = answer;
    const { apiKey, runtime } = this.#options;
    if (status < 200 || status > 299) throw failedAnswer(answer, apiKey.reveal(), runtime.clock);
    const parsed = schema.safeParse(jsonOf(answer));
    if (parsed.success) return parsed.data;
    const message = 'The answer is not one that Postiz gives; is this the address of its API?';
    throw new PostizCallError('unknown', 'postiz_unexpected_answer', message, { status });
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
