import {
  PostizCallError,
  type CallOutcome,
  type ListedPost,
  type PostizCallCode,
  type Integration,
} from '@clipcast/postiz';
import type { Slot } from '../../../call-budgets/call-budget.ts';
import type { DraftedPost, Postiz } from '../../../connections/postiz-connections.ts';
import type { Faults } from './faults.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { SimulatedPostiz } from './simulated-postiz.ts';
import type { SimulatedProcess } from './simulated-process.ts';
import type { VirtualTime } from './virtual-time.ts';

const HOUR_MS = 3_600_000;
const FOCUS_RATE = 0.5;

export interface PostizWorld {
  readonly time: VirtualTime;
  readonly server: SimulatedPostiz;
  readonly faults: () => Faults;
  readonly see: (what: string) => void;
  /** The longest that a message takes, and the longest that a list lags: the assumption of the protocol. */
  readonly delayMsMax: number;
  /** How long an answer is waited for. */
  readonly timeoutMs: number;
  readonly hasStatusRoute: boolean;
  readonly isKeyGood: () => boolean;
  /** The kind of call to which most happens. */
  readonly focus: Operation | null;
  /** Says so when something is done at Postiz that was not put on record before. */
  expectIntent(type: 'PostDraftIntended' | 'PostPromotionIntended', of: string): void;
  /** What went wrong when it was done last, of what never does twice in a row. */
  readonly wentWrong: Set<string>;
}

export type Operation = 'ask' | 'upload' | 'create' | 'promote' | 'delete' | 'list';

interface CallOptions {
  readonly operation: Operation;
  readonly signal?: AbortSignal | undefined;
  readonly withinMs?: number | undefined;
  readonly isLimited?: boolean;
  /** Of a deletion. */
  readonly postId?: string;
}

/** Accounts stay where they are in these worlds. */
const ACCOUNTS: readonly Integration[] = ['a', 'b'].map((id) => ({
  id,
  name: 'Acme',
  identifier: 'mastodon',
  picture: null,
  disabled: false,
  profile: null,
}));

/** One process's calls to Postiz, over a network that loses, delays and repeats the worst it may. */
export class UnreliablePostiz implements Postiz {
  constructor(
    private readonly world: PostizWorld,
    private readonly process: SimulatedProcess,
    private readonly random: SeededRandom,
  ) {}

  isConnected(signal?: AbortSignal): Promise<boolean> {
    return this.#call(() => true, { operation: 'ask', signal });
  }

  listIntegrations(signal?: AbortSignal): Promise<readonly Integration[]> {
    return this.#call(() => ACCOUNTS, { operation: 'ask', signal });
  }

  uploadMedia(): Promise<{ id: string; path: string }> {
    return this.#call(() => ({ id: 'media', path: 'https://postiz.example/media.mp4' }), {
      operation: 'upload',
    });
  }

  createPost(post: Parameters<Postiz['createPost']>[0], signal?: AbortSignal): Promise<{ postId: string }> {
    return this.#call(
      () => {
        this.world.expectIntent('PostDraftIntended', post.date.toISOString());
        return this.world.server.create(post);
      },
      { operation: 'create', signal, isLimited: true },
    );
  }

  async deletePost(postId: string, signal?: AbortSignal): Promise<void> {
    await this.#call(
      () => {
        if (!this.world.server.delete(postId)) throw failure('unknown', 'postiz_server_error');
      },
      { operation: 'delete', signal, postId },
    );
  }

  listPostsAt(instant: Date, signal?: AbortSignal): Promise<readonly ListedPost[]> {
    return this.#call(() => this.#list(instant), { operation: 'list', signal });
  }

  async promote(
    { postId, date }: DraftedPost,
    signal?: AbortSignal,
    { withinMs }: { readonly withinMs?: number } = {},
  ): Promise<void> {
    const { server, hasStatusRoute } = this.world;
    await this.#call(
      () => {
        this.world.expectIntent('PostPromotionIntended', postId);
        const isPast = this.world.time.nowMs >= date.getTime();
        if (isPast) this.world.see('a promotion arrived after its instant');
        const isThere = server.schedule(postId, 'us', hasStatusRoute ? undefined : date.getTime());
        // Before the status route, a deleted post took the change without a word.
        if (!isThere && hasStatusRoute) throw failure('rejected', 'postiz_refused');
      },
      { operation: 'promote', signal, withinMs },
    );
  }

  async createSlot(): Promise<Slot> {
    await this.process.after(1);
    const { nowMs } = this.world.time;
    if (!this.random.chance(this.world.faults().rateLimited)) return { opensAtMs: nowMs, waitMs: 0 };
    this.world.see('the hourly limit was used up');
    const waitMs = this.random.between(1_000, HOUR_MS);
    return { opensAtMs: nowMs + waitMs, waitMs };
  }

  #list(instant: Date): ListedPost[] {
    const { server, faults, see, delayMsMax } = this.world;
    const { listLags, listOmits } = faults();
    const lagMs = this.random.chance(listLags) ? this.random.between(0, delayMsMax) : 0;
    const listed = server
      .list(instant, lagMs)
      .filter(({ id }) => !this.#notTwice(`listing of ${id}`, listOmits));
    if (listed.length !== server.list(instant, 0).length) see('a list lagged or left something out');
    if (listed.length > 1) see('more than one post stood at an instant');
    return listed;
  }

  /** Goes wrong now and then, but never twice in a row: what is done or looked for once more is believed. */
  #notTwice(what: string, probability: number): boolean {
    const { wentWrong } = this.world;
    if (wentWrong.delete(what) || !this.random.chance(probability)) return false;
    wentWrong.add(what);
    return true;
  }

  /** Postiz's answer to what is carried out there, if both find their way. */
  async #call<T>(
    carryOut: () => T,
    { operation, signal, withinMs = Infinity, isLimited = false, postId }: CallOptions,
  ): Promise<T> {
    const { random, process } = this;
    const { time, see } = this.world;
    const { notSent, answerLost, requestLost, late, serverError, rateLimited, heldUp } =
      this.#faults(operation);
    const startedMs = time.nowMs;
    // Between the last look at the clock and the first byte.
    if (operation === 'promote' && random.chance(heldUp)) process.freeze(random.between(0, 14_000));
    await process.after(1);
    if (signal?.aborted) throw failure('not_sent', 'postiz_cancelled');
    if (time.nowMs - startedMs > withinMs) {
      see('a promotion was held up until it was too late to send it');
      throw failure('not_sent', 'postiz_timeout');
    }
    if (random.chance(notSent)) throw failure('not_sent', 'postiz_unreachable');
    const leftMs = Math.min(this.world.timeoutMs, withinMs - (time.nowMs - startedMs));
    const delayMs = random.chance(late) ? random.between(0, this.world.delayMsMax) : random.between(2, 60);
    if (random.chance(requestLost))
      return this.#answer<T>(Infinity, leftMs, signal, () => failNow('unknown'));
    let carriedOut: (() => T) | undefined;
    const fails = postId ? this.#notTwice(`deletion of ${postId}`, serverError) : random.chance(serverError);
    const fate = fails ? 'error' : isLimited && random.chance(rateLimited) ? 'limit' : 'done';
    time.at(time.nowMs + delayMs, () => {
      if (delayMs > leftMs) see('a call was carried out after it had been given up');
      carriedOut = this.#atServer(fate, carryOut);
    });
    const answerMs = random.chance(answerLost) ? Infinity : delayMs + random.between(2, 60);
    if (answerMs === Infinity) see('an answer was lost');
    return this.#answer(answerMs, leftMs, signal, () => (carriedOut ? carriedOut() : failNow('unknown')));
  }

  #faults(operation: Operation): Faults {
    const faults = this.world.faults();
    if (this.world.focus !== operation || !faults.isTrouble) return faults;
    const often = (rate: number) => Math.max(rate, FOCUS_RATE);
    return {
      ...faults,
      answerLost: often(faults.answerLost),
      late: often(faults.late),
      heldUp: often(faults.heldUp),
    };
  }

  /** What is done at Postiz is done now; what it answers is told later. */
  #atServer<T>(fate: 'error' | 'limit' | 'done', carryOut: () => T): () => T {
    if (!this.world.isKeyGood()) return () => failNow('rejected', 'postiz_key_invalid');
    if (fate === 'error') return () => failNow('unknown', 'postiz_server_error');
    if (fate === 'limit')
      return () => {
        const retryAfterMs = this.random.between(1_000, HOUR_MS);
        throw new PostizCallError('rejected_later', 'postiz_rate_limited', 'Later.', { retryAfterMs });
      };
    try {
      const value = carryOut();
      return () => value;
    } catch (error) {
      return () => {
        throw error;
      };
    }
  }

  #answer<T>(afterMs: number, timeoutMs: number, signal: AbortSignal | undefined, get: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const isInTime = afterMs <= timeoutMs;
      const end = () => {
        signal?.removeEventListener('abort', cancel);
        if (!isInTime) return reject(failure('unknown', 'postiz_timeout'));
        try {
          resolve(get());
        } catch (error) {
          reject(error as Error);
        }
      };
      const callOff = this.process.schedule(this.world.time.nowMs + Math.min(afterMs, timeoutMs), end);
      const cancel = () => {
        callOff();
        reject(failure('unknown', 'postiz_cancelled'));
      };
      signal?.addEventListener('abort', cancel, { once: true });
    });
  }
}

const failure = (outcome: CallOutcome, code: PostizCallCode): PostizCallError =>
  new PostizCallError(outcome, code, `A simulated ${code}.`, {
    ...(code === 'postiz_server_error' && { status: 500 }),
  });

const failNow = (outcome: CallOutcome, code: PostizCallCode = 'postiz_timeout'): never => {
  throw failure(outcome, code);
};
