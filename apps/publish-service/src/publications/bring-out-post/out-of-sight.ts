import type { PostIn } from '../post.ts';
import { endWatch, leaveUnconfirmed, noteDelay } from './bring-out-post.ts';
import { abandon } from './creation-steps.ts';
import { mayAppear, WATCH_MS_MAX } from './following-steps.ts';
import type { PostAtWork } from './post-at-work.ts';

/** How long after its instant a post waits for a key that Postiz accepts, so that its end can be seen. */
const NEW_KEY_MS = 5 * 60_000;
const LOOK_FOR_KEY_MS = 15_000;
/** What somebody gave up is tried to be taken out so often. */
const WITHDRAW_MS = 5 * 60_000;

/** Why Postiz cannot be asked, for a person. */
interface WhyNot {
  readonly code: string;
  readonly detail: string;
}

/**
 * Postiz does not show any more what becomes of a post that it may publish. A new key may be on its way: only some time
 * after the instant somebody has to look.
 */
export async function loseSight(
  at: PostAtWork,
  { publishAt }: PostIn<'promoting' | 'dropping' | 'accepted'>,
  { code, detail }: WhyNot,
): Promise<number> {
  const now = at.now();
  if (code === 'postiz_key_invalid' && now.getTime() < Date.parse(publishAt) + NEW_KEY_MS) {
    await at.record(noteDelay, { code, detail, until: null, now });
    return LOOK_FOR_KEY_MS;
  }
  const evidence = at.evidence(null);
  await at.record(leaveUnconfirmed, { code, detail, evidence, cost: at.cost(publishAt) });
  return 0;
}

/**
 * Somebody gave the post up, and what is left of it cannot be taken out of Postiz: it may go out by itself for two days, and
 * nobody is told that it will not. As soon as Postiz can be asked again it is taken out; nothing is published anew meanwhile.
 */
export async function waitToWithdraw(
  at: PostAtWork,
  post: PostIn<'dropping'>,
  { code, detail }: WhyNot,
): Promise<number> {
  if (!mayAppear(at, post)) return abandon(at, post, `It could not be taken out of Postiz. ${detail}`);
  const told = `${detail} What is in the queue of Postiz may still be published: delete it there, or make Postiz answer again, then it is taken out.`;
  await at.record(noteDelay, { code, detail: told, until: null, now: at.now() });
  return WITHDRAW_MS;
}

/** A post whose end is unknown is looked for as long as it may appear, because Postiz may be made to answer again. */
export async function watchBlindly(at: PostAtWork, post: PostIn<'unconfirmed'>): Promise<number> {
  if (mayAppear(at, post)) return WATCH_MS_MAX;
  await at.record(endWatch, {});
  return 0;
}
