import { systemRuntime } from '@clipcast/kernel';
import { eventually } from '@clipcast/testing';
import { hasEnded, Trial, type Job } from '../../testing/trial.ts';
import { trialWorld, type Brand, type TrialWorld } from '../../testing/trial-world.ts';
import { faultsOf } from '../../testing/verdict.ts';
import { movableClock } from './movable-clock.ts';
import { startReplica } from '../../testing/replica.ts';

const LEAD_SECONDS = 30;
const MINUTE_MS = 60_000;

/** Where a publication is when the clock jumps. */
export interface ClockTrial {
  readonly name: string;
  readonly faults: readonly object[];
  /** The fact after which the clock may jump. */
  readonly until: string;
  /** Done before it jumps. */
  readonly act?: (world: TrialWorld, brand: Brand) => Promise<unknown>;
}

export interface ClockJump {
  readonly offsetMs: number;
  /** Then the clock is set right again; never unless said. */
  readonly forMs?: number;
}

export interface ClockOutcome {
  readonly status: string;
  readonly reason: string | undefined;
  readonly faults: readonly string[];
}

/** One replica whose clock jumps while publications are on their way; then the judge. */
export async function clockRun(
  plan: readonly ClockTrial[],
  { offsetMs, forMs }: ClockJump,
): Promise<readonly ClockOutcome[]> {
  const world = await trialWorld({ leadSeconds: LEAD_SECONDS });
  const clock = movableClock();
  const replica = await startReplica(world.environment, clock.runtime);
  const jobOf = (trial: Trial, isThere: (job: Job) => boolean) =>
    eventually(
      async () => {
        const job = await trial.job(replica.ask);
        if (!isThere(job)) throw new Error(`${trial.name} is still ${JSON.stringify(job)}`);
        return job;
      },
      { withinMs: 10 * MINUTE_MS, everyMs: 250 },
    );
  const begin = async ({ name, faults, until, act }: ClockTrial, index: number): Promise<Trial> => {
    const trial = new Trial(name, await world.brand(`clock-${index}`));
    for (const fault of faults) await world.fault(trial.brand.organisation, fault);
    await eventually(() => trial.submit(replica.ask), { withinMs: MINUTE_MS, everyMs: 200 });
    await jobOf(trial, ({ timeline }) => timeline.some(({ event }) => event === until));
    await act?.(world, trial.brand);
    return trial;
  };
  const end = async (trial: Trial): Promise<ClockOutcome> => {
    const job = await jobOf(trial, hasEnded);
    const posts = await world.judge(trial.brand.organisation);
    const reason = job.integrations[0]?.reason?.code;
    return { status: job.status, reason, faults: faultsOf(trial, job, posts) };
  };
  try {
    const trials = await Promise.all(plan.map(begin));
    clock.moveTo(offsetMs);
    if (forMs !== undefined) {
      await systemRuntime.timers.sleep(forMs);
      clock.moveTo(0);
    }
    return await Promise.all(trials.map(end));
  } finally {
    await replica.close();
    await world.close();
  }
}
