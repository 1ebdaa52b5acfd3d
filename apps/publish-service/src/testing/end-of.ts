import { systemRuntime } from '@clipcast/kernel';
import type { Ask } from './http-ask.ts';
import { hasEnded, type Job, type Trial } from './trial.ts';

const LOOK_MS = 1_000;

/** The job of a trial once it has ended; as it is then, when it has not ended in time: the verdict will say so. */
export async function endOf(trial: Trial, ask: Ask, withinMs: number): Promise<Job> {
  const { clock, timers } = systemRuntime;
  const untilMs = clock.monotonicMs() + withinMs;
  for (;;) {
    const job = await trial.job(ask);
    if (hasEnded(job) || clock.monotonicMs() > untilMs) return job;
    await timers.sleep(LOOK_MS);
  }
}
