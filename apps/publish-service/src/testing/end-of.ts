import { systemRuntime } from '@clipcast/kernel';
import { eventually } from '@clipcast/testing';
import type { Ask } from './http-ask.ts';
import { hasEnded, type Job, type Trial } from './trial.ts';

const LOOK_MS = 1_000;
/** A replica may be down, or its database busy, for a moment. */
const PASSING = { withinMs: 30_000, everyMs: 250 };

/** The job of a trial once it has ended; as it is then, when it has not ended in time: the verdict will say so. */
export async function endOf(trial: Trial, ask: Ask, withinMs: number): Promise<Job> {
  const { clock, timers } = systemRuntime;
  const untilMs = clock.monotonicMs() + withinMs;
  for (;;) {
    const job = await eventually(() => trial.job(ask), PASSING);
    if (hasEnded(job) || clock.monotonicMs() > untilMs) return job;
    await timers.sleep(LOOK_MS);
  }
}
