import { createHash } from 'node:crypto';
import { wantedAt, type Post } from '../post.ts';

const SAFETY_MS_MAX = 30_000;
const SAFETY_SHARE = 1 / 3;
/**
 * A post is handed to Postiz as a draft this long before its instant: early enough for an hourly limit that is used up, and
 * not so early that a plan for months ahead uses it up for what is due today.
 */
const HAND_OVER_MS = 24 * 3_600_000;
/**
 * A draft is promoted this long before its instant. Until then a stop holds it back for sure; from then on it appears
 * whatever happens to us.
 */
const PROMOTE_AHEAD_MS = 3_600_000;
const SECOND_MS = 1_000;

/**
 * How far before its instant a post must be to be promoted: a promotion that arrives after it would publish at once, or
 * again. A third of the lead, half a minute at the most.
 */
export const safetyMs = (leadSeconds: number): number =>
  Math.min(SAFETY_MS_MAX, leadSeconds * 1_000 * SAFETY_SHARE);

/** Whether what is sent at `now` about a post dated at `publishAt` surely arrives before that. */
export const isSafelyAhead = (publishAt: string, now: Date, leadSeconds: number): boolean =>
  Date.parse(publishAt) - now.getTime() > safetyMs(leadSeconds);

/** When a post may be handed to Postiz; the past for one that is to appear as soon as possible. */
export const handOverAt = (post: Pick<Post, 'schedule'>): Date =>
  new Date((wantedAt(post)?.getTime() ?? 0) - HAND_OVER_MS);

/** When a draft dated at `publishAt` may be promoted. */
export const promoteFrom = (publishAt: string): Date => new Date(Date.parse(publishAt) - PROMOTE_AHEAD_MS);

/**
 * The instant to ask for: the wanted one, or a lead from now where that is later. A whole second is told apart by the
 * milliseconds, which come from the post itself: two brands may want the same second in one Postiz.
 */
export function instantFor(post: Post, publicationId: string, now: Date, leadSeconds: number): Date {
  const soonest = now.getTime() + leadSeconds * 1_000;
  const wanted = Math.max(wantedAt(post)?.getTime() ?? 0, soonest);
  const isWhole = wanted % SECOND_MS === 0;
  return new Date(isWhole ? wanted + ownMilliseconds(publicationId, post) : wanted);
}

/** 1 to 999: a whole second is what people pick. */
const ownMilliseconds = (publicationId: string, { integration, attempts }: Post): number => {
  const name = `${publicationId} ${integration.integrationId} ${attempts}`;
  return 1 + (createHash('sha256').update(name).digest().readUInt32BE() % (SECOND_MS - 1));
};
