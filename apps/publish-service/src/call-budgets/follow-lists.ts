import type { Clock, Uuid } from '@clipcast/kernel';
import { datedAt, PostizCallError, type ListedPost } from '@clipcast/postiz';

/** 20 lists an hour, of the 30 that such a Postiz takes: how long a list is used, and how far replicas keep from each other. */
export const LIST_EVERY_MS = 180_000;
const BACK_MS = 30 * 60_000;
const AHEAD_MS = 15 * 60_000;
const ORGANISATIONS_MAX = 200;

interface SeenList {
  readonly fromMs: number;
  readonly toMs: number;
  readonly atMs: number;
  readonly posts: readonly ListedPost[];
}

interface Followed {
  list?: SeenList | undefined;
  asking?: Promise<SeenList> | undefined;
  /** The oldest instant that somebody asked for since the list was made. */
  oldestMs: number;
}

/** The questions to Postiz. */
export interface FollowQuestions {
  /** All posts between two instants, for everybody who follows one of them. */
  readonly between: (from: Date, to: Date) => Promise<readonly ListedPost[]>;
  /** Those at the instant alone, when there are too many for one answer. */
  readonly at: () => Promise<readonly ListedPost[]>;
}

/**
 * Where a Postiz counts readings, all posts of an organisation are followed with one list every three minutes instead of one
 * question for each of them. Every key of the organisation shows the same list.
 */
export class FollowLists {
  readonly #followed = new Map<string, Followed>();

  constructor(private readonly clock: Clock) {}

  /**
   * The posts dated at this instant, as a list showed them that is young enough.
   * @throws {PostizCallError} of the question; `not_sent`, `postiz_rate_limited` until the next list, when the last one
   * is too old to say anything about this instant.
   */
  async postsAt(
    organisation: Uuid,
    instant: Date,
    questions: FollowQuestions,
  ): Promise<readonly ListedPost[]> {
    const followed = this.#of(organisation);
    followed.oldestMs = Math.min(followed.oldestMs, instant.getTime());
    const nowMs = this.clock.now().getTime();
    const young = followed.list && nowMs - followed.list.atMs < LIST_EVERY_MS ? followed.list : undefined;
    if (young) {
      const posts = conclusive(young, instant);
      if (posts) return posts;
      // The next list reaches back as far as is asked now.
      throw notYet(young.atMs + LIST_EVERY_MS - nowMs);
    }
    followed.asking ??= this.#ask(followed, nowMs, questions).finally(() => (followed.asking = undefined));
    try {
      const posts = conclusive(await followed.asking, instant);
      if (posts) return posts;
    } catch (error) {
      if (!(error instanceof PostizCallError) || error.code !== 'postiz_answer_too_large') throw error;
      return questions.at();
    }
    throw notYet(LIST_EVERY_MS);
  }

  async #ask(followed: Followed, nowMs: number, { between }: FollowQuestions): Promise<SeenList> {
    const fromMs = Math.min(followed.oldestMs, nowMs - BACK_MS);
    const toMs = nowMs + AHEAD_MS;
    followed.oldestMs = Infinity;
    const posts = await between(new Date(fromMs), new Date(toMs));
    followed.list = { fromMs, toMs, atMs: nowMs, posts };
    return followed.list;
  }

  #of(organisation: Uuid): Followed {
    const followed = this.#followed.get(organisation) ?? { oldestMs: Infinity };
    this.#followed.delete(organisation);
    this.#followed.set(organisation, followed);
    const [oldest] = this.#followed.keys();
    if (oldest && this.#followed.size > ORGANISATIONS_MAX) this.#followed.delete(oldest);
    return followed;
  }
}

/**
 * What a list says about an instant; undefined when it may have been made before the post was. One from after the instant
 * says everything; an earlier one only that a post stood there, promoted.
 */
function conclusive(
  { fromMs, toMs, atMs, posts }: SeenList,
  instant: Date,
): readonly ListedPost[] | undefined {
  const ms = instant.getTime();
  if (ms < fromMs || ms > toMs) return undefined;
  const there = datedAt(posts, instant);
  const isPromoted = there.length > 0 && there.every(({ state }) => state !== 'DRAFT' && state !== 'OTHER');
  return atMs >= ms || isPromoted ? there : undefined;
}

const notYet = (retryAfterMs: number): PostizCallError =>
  new PostizCallError(
    'not_sent',
    'postiz_rate_limited',
    'This version of Postiz counts readings too: all posts are looked at together, every few minutes.',
    { retryAfterMs },
  );
