import { newReleaseId } from '../posts/post-id.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import { landFlight } from './land-flight.ts';
import { startFlight } from './start-flight.ts';

/** Timers hold at most 2^31 - 1 ms; waking once a day costs nothing. */
const SLEEP_MS_MAX = 86_400_000;

/**
 * Starts what is due and lands what is on its way, for ever: sleeps until the next instant and is woken by every change.
 * Each step is journalled before it shows, so after a crash the next run goes on with the same deliveries.
 */
export async function runPublishing(context: SandboxContext, networkDelayMs: number): Promise<void> {
  const { store, runtime, closing } = context;
  let woken = new AbortController();
  const wake = () => {
    woken.abort();
  };
  store.onChange(wake);
  closing.addEventListener('abort', wake);
  while (!closing.aborted) {
    woken = new AbortController();
    publishDue(context, networkDelayMs);
    const waitMs = nextInstant(context) - runtime.clock.now().getTime();
    if (waitMs <= 0) continue;
    await runtime.timers.sleep(Math.min(waitMs, SLEEP_MS_MAX), woken.signal);
  }
}

/** Does all that is due by now. */
function publishDue(context: SandboxContext, networkDelayMs: number): void {
  const { store, runtime, faults } = context;
  const now = runtime.clock.now();
  for (const [postId, dueAtMs] of store.state.jobs) {
    const post = store.state.posts.get(postId);
    if (dueAtMs > now.getTime() || !post) continue;
    const changes = startFlight(store.state, {
      post,
      now,
      networkDelayMs,
      flightId: runtime.ids.next(),
      notificationId: runtime.ids.next(),
      takeFault: () => faults.takeForPublish(post.organisation),
    });
    store.record(...changes);
  }
  for (const flight of store.state.flights.values()) {
    const post = store.state.posts.get(flight.postId);
    if (flight.landsAtMs > now.getTime() || !post) continue;
    const changes = landFlight({
      flight,
      post,
      now,
      newReleaseId: newReleaseId(runtime.random),
      retryFlightId: runtime.ids.next(),
      notificationId: runtime.ids.next(),
      publicUrl: context.publicUrl(),
    });
    store.record(...changes);
  }
}

const nextInstant = ({ store }: SandboxContext): number =>
  [
    ...store.state.jobs.values(),
    ...[...store.state.flights.values()].map(({ landsAtMs }) => landsAtMs),
  ].reduce((earliest, instant) => Math.min(earliest, instant), Infinity);
