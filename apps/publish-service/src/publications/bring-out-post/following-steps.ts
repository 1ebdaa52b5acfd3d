import { PostizCallError, type ListedPost } from '@clipcast/postiz';
import type { UsableConnection } from '../../connections/postiz-connections.ts';
import type { PostIn } from '../post.ts';
import { endWatch, leaveUnconfirmed, noteDelay, noteResumption, publishPost } from './bring-out-post.ts';
import { deleteDrafts } from './creation-steps.ts';
import type { PostAtWork } from './post-at-work.ts';
import { isMarked } from './post-content.ts';
import { judge, type Oddity } from './verdict.ts';

const FOLLOW_MS_MIN = 500;
const FOLLOW_MS_MAX = 15_000;
/** Timers and tasks are not trusted with more than a day. */
const LOOK_MS_MAX = 24 * 3_600_000;
const WATCH_MS_MIN = 30_000;
/** The longest between two looks at what may appear by itself. */
export const WATCH_MS_MAX = 30 * 60_000;
/** Postiz's hourly sweep publishes what was forgotten up to two days late (Postiz contract, section 6.1). */
const WATCH_ENDS_MS = 50 * 3_600_000;

/** Follows an accepted post to its end. */
export async function follow(
  at: PostAtWork,
  post: PostIn<'accepted'>,
  connect: () => Promise<UsableConnection>,
): Promise<number> {
  const afterMs = msAfterInstant(at, post);
  if (afterMs < 0) return Math.min(LOOK_MS_MAX, FOLLOW_MS_MIN - afterMs);
  const connection = await connect();
  const listed = await whatIsListed(at, post, connection);
  if (typeof listed === 'number') return listed;
  const seen = listed.find(({ id }) => id === post.postId);
  const verdict = judge(seen?.state ?? 'absent', afterMs);
  if (verdict.is === 'open') {
    const { odd } = verdict;
    await tellOddity(at, post, odd);
    const inMs = Math.min(FOLLOW_MS_MAX, afterMs / 4, odd ? odd.untilMs - afterMs + 1 : FOLLOW_MS_MAX);
    return Math.max(FOLLOW_MS_MIN, inMs);
  }
  if (seen && verdict.is === 'published') {
    await publish(at, post, seen);
    // Drafts that unanswered creations left at the same instant, as far as they surely are ours. It is not worth another
    // try when this fails.
    const surplus = listed.filter((other) => other.id !== post.postId && isMarked(other));
    await deleteDrafts(at, surplus, connection).catch(ignoreCallError);
    return 0;
  }
  if (verdict.is === 'unconfirmed') {
    const { code, detail } = verdict;
    const evidence = at.evidence(seen ?? 'absent');
    await at.record(leaveUnconfirmed, { code, detail, evidence, cost: at.cost(post.publishAt) });
  }
  return 0;
}

/** Says what is odd about what was seen, and how long that is waited out; or that all is well again. */
async function tellOddity(at: PostAtWork, post: PostIn<'accepted'>, odd: Oddity | null): Promise<void> {
  if (!odd) {
    if (post.trouble) await at.record(noteResumption, {});
    return;
  }
  const { code, detail, untilMs } = odd;
  const until = new Date(Date.parse(post.publishAt) + untilMs);
  await at.record(noteDelay, { code, detail, until, now: at.now() });
}

/** Looks now and then whether a post whose end is unknown has appeared by itself; then nobody needs to decide. */
export async function watch(
  at: PostAtWork,
  post: PostIn<'unconfirmed'>,
  connection: UsableConnection,
): Promise<number> {
  if (!mayAppear(at, post)) {
    await at.record(endWatch, {});
    return 0;
  }
  const listed = await whatIsListed(at, post, connection);
  if (typeof listed === 'number') return listed;
  const seen = listed.find(({ id }) => id === post.postId);
  if (seen?.state === 'PUBLISHED') return publish(at, post, seen);
  return Math.min(WATCH_MS_MAX, Math.max(WATCH_MS_MIN, msAfterInstant(at, post) / 4));
}

/** Whether what is left of a post in Postiz may still go out by itself. */
export const mayAppear = (at: PostAtWork, post: { readonly publishAt: string }): boolean =>
  msAfterInstant(at, post) <= WATCH_ENDS_MS;

/**
 * What stands at the instant, or in how many milliseconds it can be asked for: where a Postiz counts readings, one list in
 * a while serves all who follow, which is no trouble to tell of.
 */
async function whatIsListed(
  at: PostAtWork,
  { publishAt }: PostIn<'accepted' | 'unconfirmed'>,
  connection: UsableConnection,
): Promise<ListedPost[] | number> {
  try {
    return await at.ours(connection, publishAt, 'follow');
  } catch (error) {
    if (!(error instanceof PostizCallError) || error.code !== 'postiz_rate_limited') throw error;
    return error.retryAfterMs ?? FOLLOW_MS_MAX;
  }
}

/** The post is on the network. */
export async function publish(
  at: PostAtWork,
  { publishAt }: PostIn<'accepted' | 'dropping' | 'unconfirmed'>,
  { releaseURL }: ListedPost,
): Promise<number> {
  await at.record(publishPost, { releaseUrl: releaseURL, cost: at.cost(publishAt) });
  return 0;
}

function ignoreCallError(error: unknown): void {
  if (!(error instanceof PostizCallError)) throw error;
}

const msAfterInstant = (at: PostAtWork, { publishAt }: { readonly publishAt: string }): number =>
  at.now().getTime() - Date.parse(publishAt);
