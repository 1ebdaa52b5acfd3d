import { systemRuntime } from '@clipcast/kernel';
import { eventually } from '@clipcast/testing';
import { endOf } from '../../testing/end-of.ts';
import { Trial, type Job } from '../../testing/trial.ts';
import { trialWorld } from '../../testing/trial-world.ts';
import { draftsLeft, faultsOf } from '../../testing/verdict.ts';
import type { FaultTrial } from './fault-trials.ts';
import { startReplica } from '../../testing/replica.ts';

const LEAD_SECONDS = 30;
const END_MS_MAX = 6 * 60_000;

export interface FaultOutcome {
  readonly name: string;
  /** From the first fact to the last. */
  readonly seconds: number;
  readonly job: Job;
  readonly status: string;
  readonly faults: readonly string[];
  readonly draftsLeft: number;
}

/** All trials at the same time, each in an organisation of its own, worked on by two replicas; then the judge. */
export async function faultRun(plan: readonly FaultTrial[]): Promise<readonly FaultOutcome[]> {
  const world = await trialWorld({ leadSeconds: LEAD_SECONDS });
  const replicas = await Promise.all([1, 2].map(() => startReplica(world.environment, systemRuntime)));
  const ask = replicas[0]?.ask;
  if (!ask) throw new Error('There is no replica.');
  try {
    return await Promise.all(
      plan.map(async ({ name, faults, meanwhile }, index) => {
        const trial = new Trial(name, await world.brand(`fault-${index}`));
        for (const fault of faults) await world.fault(trial.brand.organisation, fault);
        await eventually(() => trial.submit(ask), { withinMs: 60_000, everyMs: 200 });
        if (meanwhile) {
          const isThere = async () =>
            expect((await trial.job(ask)).timeline.map(({ event }) => event)).toContain(meanwhile.after);
          await eventually(isThere, { withinMs: END_MS_MAX, everyMs: 100 });
          await meanwhile.act(world, trial.brand);
        }
        const job = await endOf(trial, ask, END_MS_MAX);
        return { trial, job };
      }),
    ).then((ended) =>
      Promise.all(
        // Judged when all have ended: what was still on its way has arrived by then.
        ended.map(async ({ trial, job }) => {
          const posts = await world.judge(trial.brand.organisation);
          return {
            name: trial.name,
            seconds: secondsOf(job),
            job,
            status: job.status,
            faults: faultsOf(trial, job, posts),
            draftsLeft: draftsLeft(posts),
          };
        }),
      ),
    );
  } finally {
    await Promise.all(replicas.map((replica) => replica.close()));
    await world.close();
  }
}

function secondsOf({ timeline }: Job): number {
  const [first, last] = [timeline[0], timeline.at(-1)];
  return first && last ? Math.round((Date.parse(last.at) - Date.parse(first.at)) / 1_000) : 0;
}
