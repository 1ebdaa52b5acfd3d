import type { Change } from '../state/change.ts';
import { publishMs } from '../state/post.ts';
import type { SandboxState } from '../state/sandbox-state.ts';

const OVERDUE_MS_MAX = 2 * 86_400_000;

/**
 * What Postiz does once an hour: queued posts that are overdue by up to two days, and whose job is gone, get one again.
 * It is how a post that was thought forgotten goes out late.
 */
export function sweep(state: SandboxState, now: Date): Change[] {
  const nowMs = now.getTime();
  const inFlight = new Set([...state.flights.values()].map(({ postId }) => postId));
  return [...state.posts.values()]
    .filter((post) => {
      const waits = post.state === 'QUEUE' && post.deletedAt === null;
      if (!waits || state.jobs.has(post.id) || inFlight.has(post.id)) return false;
      const overdueMs = nowMs - publishMs(post);
      return overdueMs > 0 && overdueMs <= OVERDUE_MS_MAX;
    })
    .map(({ id }) => ({ type: 'post-state-set', id, state: 'QUEUE', jobDueAtMs: nowMs }));
}
