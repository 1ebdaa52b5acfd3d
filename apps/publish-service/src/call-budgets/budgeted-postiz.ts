import type { Clock, Uuid } from '@clipcast/kernel';
import {
  endpointUsedBy,
  PostizCallError,
  startTimeLeft,
  type Integration,
  type ListedPost,
  type MediaFile,
  type NewPost,
  type PostizEndpoint,
  type PostizMethod,
  type PostizTraits,
  type PromoteBounds,
  type UploadedMedia,
} from '@clipcast/postiz';
import type { DraftedPost, Postiz, PostizCalls, ReadPurpose } from '../connections/postiz-connections.ts';
import type { Demand, Heard, Slot } from './call-budget.ts';
import type { CallBudgets } from './call-budgets.adapter.ts';
import { LIST_EVERY_MS, type FollowLists } from './follow-lists.ts';
import { heed } from './heard-of-call.ts';

/** The longest that a call may be waited for and be on its way. */
const CALL_MS_MAX = 60_000;
/** The slowest upload that is waited for. */
const UPLOAD_BYTES_PER_MS = 64;
/** Readings that are left for finding out what an unanswered call has done. */
const RECONCILE_SPARE = 10;
/** A draft that was not promoted by then is not waited for any more. */
const PROMISE_MS = 600_000;

interface BudgetedParts {
  /** Whose calls are counted. @throws when it is not known and cannot be found out now; nothing counted has been sent. */
  readonly organisation: () => Promise<Uuid>;
  readonly calls: PostizCalls;
  readonly budgets: CallBudgets;
  readonly lists: FollowLists;
  readonly clock: Clock;
  readonly onTrouble: (worker: string, error: unknown) => void;
}

/**
 * Calls to a Postiz within what it takes in an hour. A call that its budget has no room for does not leave: it is
 * `not_sent`, `postiz_rate_limited`, with the time to wait.
 */
export class BudgetedPostiz implements Postiz {
  constructor(private readonly parts: BudgetedParts) {}

  isConnected(signal?: AbortSignal): Promise<boolean> {
    return this.parts.calls.isConnected(signal);
  }

  listIntegrations(signal?: AbortSignal): Promise<readonly Integration[]> {
    return this.parts.calls.listIntegrations(signal);
  }

  uploadMedia(media: MediaFile, signal?: AbortSignal): Promise<UploadedMedia> {
    const callMsMax = 2 * CALL_MS_MAX + Math.ceil(media.bytes / UPLOAD_BYTES_PER_MS);
    return this.#within('uploadMedia', { callMsMax }, () => this.parts.calls.uploadMedia(media, signal));
  }

  /** Where the promotion takes from the same budget, no draft is made that could not be promoted. */
  createPost(post: NewPost, signal?: AbortSignal): Promise<{ readonly postId: string }> {
    const call = () => this.parts.calls.createPost(post, signal);
    return this.#within('createPost', creationDemand(this.#traits, promiseOf(post)), call);
  }

  deletePost(postId: string, signal?: AbortSignal): Promise<void> {
    const call = () => this.parts.calls.deletePost(postId, signal);
    return this.#within('deletePost', { callMsMax: CALL_MS_MAX }, call);
  }

  async listPostsAt(
    instant: Date,
    signal?: AbortSignal,
    purpose: ReadPurpose = 'reconcile',
  ): Promise<readonly ListedPost[]> {
    const { organisation, calls, lists } = this.parts;
    if (purpose === 'reconcile') {
      const call = () => calls.listPostsAt(instant, signal);
      return this.#within('listPostsAt', { callMsMax: CALL_MS_MAX }, call);
    }
    const demand = { callMsMax: CALL_MS_MAX, spare: RECONCILE_SPARE };
    const at = () => this.#within('listPostsAt', demand, () => calls.listPostsAt(instant, signal));
    if (this.#traits.readsAreLimited !== true) return at();
    // The list is for all who follow, so no signal of one of them ends it.
    const between = (from: Date, to: Date) =>
      this.#within('listPosts', { ...demand, paceMs: LIST_EVERY_MS }, () => calls.listPosts(from, to));
    return lists.postsAt(await organisation(), instant, { between, at });
  }

  /** What was begun is ended before anything is begun: a promotion goes before all creations. */
  async promote(draft: DraftedPost, signal?: AbortSignal, { withinMs = Infinity }: PromoteBounds = {}) {
    const { calls, clock, budgets } = this.parts;
    const leftMs = startTimeLeft(clock, withinMs);
    const { statusRoute } = this.#traits;
    const call = () => calls.promote(draft, signal, { withinMs: leftMs() });
    const redeems = promiseOf(draft);
    await this.#within('promote', { callMsMax: CALL_MS_MAX, first: true, redeems }, call);
    if (statusRoute === 'unknown' && this.#traits.statusRoute === 'present')
      await this.#bookkeeping(async () => budgets.redeem(await this.#key('create'), redeems));
  }

  async createSlot(): Promise<Slot> {
    return this.parts.budgets.slot(await this.#key('create'), demandOf('create', this.#traits));
  }

  get #traits(): PostizTraits {
    return this.parts.calls.traits;
  }

  async #key(endpoint: PostizEndpoint) {
    return { organisation: await this.parts.organisation(), endpoint };
  }

  async #within<T>(method: PostizMethod, demand: Demand, call: () => Promise<T>): Promise<T> {
    const endpoint = endpointUsedBy(method, this.#traits);
    if (endpoint === null) return call();
    const { budgets } = this.parts;
    const key = await this.#key(endpoint);
    const taken = await budgets.take(key, demand).catch((error: unknown) => {
      // Whether this promotion is counted shows only when it is tried.
      if (isFull(error) && method === 'promote' && this.#traits.statusRoute === 'unknown') return undefined;
      throw error;
    });
    const heeded = await heed(endpoint, call);
    if (taken) await this.#bookkeeping(() => budgets.settle(key, taken, this.#judge(method, heeded.heard)));
    if ('error' in heeded) throw heeded.error;
    return heeded.result;
  }

  /** The answer may have been the one that showed that this Postiz does not count such calls. */
  #judge(method: PostizMethod, heard: Heard): Heard {
    const isUntold = heard.is === 'counted' && !heard.rateLimit;
    return isUntold && endpointUsedBy(method, this.#traits) === null ? { is: 'not-counted' } : heard;
  }

  /** The call is done, whether the database notes it or not: what is not noted counts as used. */
  async #bookkeeping(note: () => Promise<void>): Promise<void> {
    await note().catch((error: unknown) => this.parts.onTrouble('call-budgets', error));
  }
}

/** What the next call of an endpoint asks of its budget. */
export const demandOf = (endpoint: PostizEndpoint, traits: PostizTraits): Demand =>
  endpoint === 'create' ? creationDemand(traits, 'another') : { callMsMax: CALL_MS_MAX };

/** What a new draft asks of the budget: where its promotion is counted too, there must be room for both. */
function creationDemand(traits: PostizTraits, promise: string): Demand {
  const demand = { callMsMax: CALL_MS_MAX };
  if (endpointUsedBy('promote', traits) === null) return demand;
  return { ...demand, promise: { key: promise, keptMs: PROMISE_MS } };
}

/** A draft and its promotion agree in these, and no other post does. */
const promiseOf = ({ integrationId, date }: NewPost): string => `${integrationId} ${date.toISOString()}`;

const isFull = (error: unknown): boolean =>
  error instanceof PostizCallError && error.code === 'postiz_rate_limited';
