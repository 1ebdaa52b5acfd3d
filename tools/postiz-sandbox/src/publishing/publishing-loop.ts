import { newReleaseId } from '../posts/post-id.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import { Agenda, type Appointment } from './agenda.ts';
import { landFlight } from './land-flight.ts';
import { startFlight } from './start-flight.ts';
import { sweep } from './sweep.ts';

/** Timers hold at most 2^31 - 1 ms; waking once a day costs nothing. */
const SLEEP_MS_MAX = 86_400_000;

export interface PublishingPace {
  readonly networkDelayMs: number;
  readonly sweepIntervalMs: number;
}

/**
 * Starts what is due and lands what is on its way, for ever: sleeps until the next instant and is woken by what comes
 * earlier. Each step is journalled before it shows, so after a crash the next run goes on with the same deliveries.
 */
export async function runPublishing(context: SandboxContext, pace: PublishingPace): Promise<void> {
  const { store, closing } = context;
  const { clock, timers } = context.runtime;
  const agenda = new Agenda(store.state);
  let sweepAtMs = clock.now().getTime() + pace.sweepIntervalMs;
  let sleepsUntilMs = Infinity;
  let woken = new AbortController();
  const wake = () => {
    woken.abort();
  };
  store.onChange((changes) => {
    agenda.note(changes);
    if (agenda.nextMs < sleepsUntilMs) wake();
  });
  context.clock.onShift(wake);
  closing.addEventListener('abort', wake);
  while (!closing.aborted) {
    woken = new AbortController();
    const now = clock.now();
    if (now.getTime() >= sweepAtMs) store.record(...sweep(store.state, now));
    // Also when the clock was set back: the next sweep is never further away than that.
    if (now.getTime() >= sweepAtMs || sweepAtMs > now.getTime() + pace.sweepIntervalMs)
      sweepAtMs = now.getTime() + pace.sweepIntervalMs;
    for (let due = agenda.takeDue(now.getTime()); due; due = agenda.takeDue(now.getTime())) {
      keepAppointment(context, due, now, pace.networkDelayMs);
    }
    sleepsUntilMs = Math.min(agenda.nextMs, sweepAtMs);
    const waitMs = sleepsUntilMs - clock.now().getTime();
    // Under a flood of work that is due at once, requests still get their turn.
    if (waitMs <= 0) await timers.turn();
    else await timers.sleep(Math.min(waitMs, SLEEP_MS_MAX), woken.signal);
  }
}

function keepAppointment(context: SandboxContext, due: Appointment, now: Date, networkDelayMs: number): void {
  const { store, runtime, faults } = context;
  const flight = due.kind === 'flight' ? store.state.flights.get(due.id) : undefined;
  const post = store.state.posts.get(flight?.postId ?? due.id);
  if (!post) return;
  const ids = { notificationId: runtime.ids.next() };
  if (flight) {
    const newRelease = newReleaseId(runtime.random);
    const retryFlightId = runtime.ids.next();
    const { publicUrl } = context;
    const landing = { flight, post, now, newReleaseId: newRelease, retryFlightId, publicUrl: publicUrl() };
    store.record(...landFlight({ ...landing, ...ids }));
  } else if (store.state.jobs.get(post.id) === due.atMs) {
    const takeFault = () => faults.takeForPublish(post.organisation);
    const job = { post, now, networkDelayMs, flightId: runtime.ids.next(), takeFault };
    store.record(...startFlight(store.state, { ...job, ...ids }));
  }
}
