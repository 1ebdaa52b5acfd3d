import type { PostizConnections, UsableConnection } from '../../connections/postiz-connections.ts';
import type { PublishingSwitch } from '../../publishing/publishing-switch.query.ts';
import { isPending, type Post } from '../post.ts';
import { PAUSED } from '../publication-status.ts';
import { failPost, noteDelay, noteResumption } from './bring-out-post.ts';
import { abandon, create, findDraft, giveUp } from './creation-steps.ts';
import { follow, watch } from './following-steps.ts';
import { nextStep, type NextStep } from './next-step.ts';
import { loseSight, waitToWithdraw, watchBlindly } from './out-of-sight.ts';
import { PostAtWork, type PostWorkParts } from './post-at-work.ts';
import type { KnownPost } from './post-stream.ts';
import type { PostTask } from './post-task.ts';
import { checkPromotion, leaveDraft, promote } from './promotion-steps.ts';
import { beginDrop, conclude, drop, refuse } from './withdrawal-steps.ts';

/** A resumption wakes what is paused; this is for the case that it went unheard. */
const PAUSED_MS = 5 * 60_000;
/** Waits are looked at again at least once a day, whatever was reckoned. */
const WAIT_MS_MAX = 24 * 3_600_000;
/** What is given up makes no call that could be called off. */
const NEVER = new AbortController().signal;

/** What a step came to: the post as it is now, and in how many milliseconds to go on; undefined when nothing is left to do. */
export interface StepTaken {
  readonly post: Post;
  readonly againInMs: number | undefined;
}

export interface PostBringerParts extends PostWorkParts {
  readonly connections: PostizConnections;
  readonly publishing: Pick<PublishingSwitch, 'state'>;
}

/** Carries out the protocol of design 7a, one step at a time: intent first, then the call, then what came of it. */
export class PostBringer {
  constructor(private readonly parts: PostBringerParts) {}

  /** Takes one step. @throws {PostizCallError} or {DomainError} when something is in the way. */
  async step(task: PostTask, known: KnownPost, signal: AbortSignal): Promise<StepTaken> {
    const isPaused = await this.#isPaused(task, known.post);
    const at = new PostAtWork(task, known, signal, isPaused, this.parts);
    const againInMs = await this.#go(at);
    return { post: at.post, againInMs };
  }

  /**
   * What stands in the way will stay there. What may have been promoted may be out there, whatever stands in the way of
   * looking: only of the rest it can be said that it failed.
   * @returns in how many milliseconds to go on.
   */
  async giveUp(task: PostTask, known: KnownPost, why: { code: string; detail: string }): Promise<number> {
    const at = new PostAtWork(task, known, NEVER, true, this.parts);
    const { post } = at;
    switch (post.phase) {
      case 'waiting':
      case 'drafting':
      case 'drafted':
        await at.record(failPost, why);
        return 0;
      case 'dropping':
        // A draft that stays behind does no harm.
        if (post.from === 'drafted') return abandon(at, post, why.detail);
        return post.from === 'unconfirmed' && post.wish !== 'again'
          ? waitToWithdraw(at, post, why)
          : loseSight(at, post, why);
      case 'promoting':
      case 'accepted':
        return loseSight(at, post, why);
      case 'unconfirmed':
        return watchBlindly(at, post);
      case 'published':
      case 'failed':
      case 'cancelled':
      case 'left-as-draft':
        return 0;
    }
  }

  async #go(at: PostAtWork): Promise<number | undefined> {
    const { post } = at;
    if (at.isPaused && post.phase !== 'promoting') return restWhilePaused(at);
    if (!at.isPaused && post.trouble?.code === PAUSED) await at.record(noteResumption, {});
    const next = nextStep(at.post, at.now(), at.request.leadSeconds);
    return this.#take(at, next, () => this.parts.connections.pinned(at.task.profileId, post.connection));
  }

  async #take(
    at: PostAtWork,
    next: NextStep,
    connection: () => Promise<UsableConnection>,
  ): Promise<number | undefined> {
    switch (next.do) {
      case 'rest':
        return undefined;
      case 'wait':
        return Math.min(WAIT_MS_MAX, Math.max(0, next.until.getTime() - at.now().getTime()));
      case 'give-up':
        return giveUp(at, next.post);
      case 'conclude-wish':
        return conclude(at);
      case 'create':
        return create(at, next.post, await connection());
      case 'find-draft':
        return findDraft(at, next.post, await connection());
      case 'promote':
        return promote(at, next.post, await connection());
      case 'leave-as-draft':
        return leaveDraft(at, next.post);
      case 'check-promotion':
        return checkPromotion(at, next.post, await connection());
      case 'intend-drop':
        return beginDrop(at, next.post, connection);
      case 'drop':
        return drop(at, next.post, await connection());
      case 'refuse-withdrawal':
        return refuse(at, next.post);
      case 'follow':
        return follow(at, next.post, connection);
      case 'watch':
        return watch(at, next.post, await connection());
    }
  }

  /** A stop holds back what has not been accepted yet. What somebody wants withdrawn is withdrawn all the same. */
  async #isPaused({ profileId }: PostTask, post: Post): Promise<boolean> {
    if (!isPending(post) || post.phase === 'dropping' || post.wish) return false;
    return (await this.parts.publishing.state(profileId)).paused;
  }
}

async function restWhilePaused(at: PostAtWork): Promise<number> {
  const detail = 'Publishing is paused. Nothing is lost: it goes on when publishing is resumed.';
  await at.record(noteDelay, { code: PAUSED, detail, until: null, now: at.now() });
  return PAUSED_MS;
}
