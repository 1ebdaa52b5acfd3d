import { systemRuntime } from '@clipcast/kernel';
import { eventually } from '@clipcast/testing';
import { hasEnded, Trial } from '../../testing/trial.ts';
import { trialWorld, type TrialWorld } from '../../testing/trial-world.ts';
import { draftsLeft, faultsOf } from '../../testing/verdict.ts';
import type { CrashPoint } from './crash-point.ts';
import { ReplicaProcess, type Sign } from './replica-process.ts';

const LEAD_SECONDS = 45;
const RETRY_MS = 200;
const PATIENCE = { withinMs: 5 * 60_000, everyMs: 250 };

/** Where a replica is stopped, and when it is woken: while its successor is at it, or when all is over. */
export interface ZombieTrial {
  readonly point: CrashPoint;
  readonly woken: 'while its successor works' | 'after the post is out';
  readonly fault?: object;
}

/**
 * Stops one replica after the other in the middle of a publication, so that their leases run out and another one takes
 * over, then wakes them: each goes on as if nothing had happened.
 */
export async function zombieRun(plan: readonly ZombieTrial[]) {
  const world = await trialWorld({ leadSeconds: LEAD_SECONDS });
  const zombies: Zombie[] = [];
  for (const [index, { point, woken, fault }] of plan.entries()) {
    const trial = new Trial(`${point}, woken ${woken}`, await world.brand(`zombie-${index}`));
    if (fault) await world.fault(trial.brand.organisation, fault);
    zombies.push(await Zombie.stopped(world, trial, point));
  }
  const successor = new ReplicaProcess(world.environment, {}, () => undefined);
  try {
    const outcomes = await Promise.all(
      zombies.map(async (zombie, index) => {
        const { trial } = zombie;
        await trial.submit(successor.ask);
        const entries = async () => (await trial.job(successor.ask)).timeline.length;
        const before = await eventually(entries, PATIENCE);
        if (plan[index]?.woken === 'while its successor works') {
          await eventually(async () => expect(await entries()).toBeGreaterThan(before), PATIENCE);
        } else {
          await eventually(async () => expect(hasEnded(await trial.job(successor.ask))).toBe(true), PATIENCE);
        }
        await zombie.wake();
        const ended = await eventually(async () => {
          const job = await trial.job(successor.ask);
          expect(hasEnded(job)).toBe(true);
          return job;
        }, PATIENCE);
        const posts = await eventually(async () => {
          const found = await world.judge(trial.brand.organisation);
          expect(found.filter(({ state }) => state === 'QUEUE')).toEqual([]);
          return found;
        }, PATIENCE);
        return { job: ended, faults: faultsOf(trial, ended, posts), draftsLeft: draftsLeft(posts) };
      }),
    );
    return outcomes;
  } finally {
    await Promise.all([successor, ...zombies.map(({ replica }) => replica)].map((one) => one.kill()));
    await world.close();
  }
}

class Zombie {
  readonly replica: ReplicaProcess;
  readonly #signs = {
    struck: Promise.withResolvers<void>(),
    settled: Promise.withResolvers<void>(),
  } satisfies Record<Sign, unknown>;

  private constructor(
    world: TrialWorld,
    readonly trial: Trial,
    point: CrashPoint,
  ) {
    const strikes = { [trial.brand.profileId]: { point, signal: 'SIGSTOP' as const } };
    this.replica = new ReplicaProcess(world.environment, strikes, (sign) => this.#signs[sign].resolve());
  }

  /** Resolves when it stands still at its point. */
  static async stopped(world: TrialWorld, trial: Trial, point: CrashPoint): Promise<Zombie> {
    const zombie = new Zombie(world, trial, point);
    const struck = zombie.#signs.struck.promise.then(() => true);
    // It may be stopped before it could answer that it has accepted.
    const submit = () => trial.submit(zombie.replica.ask);
    for (let stopped = false; !stopped; await systemRuntime.timers.sleep(RETRY_MS))
      stopped = await Promise.race([
        struck,
        submit().then(
          () => struck,
          () => false,
        ),
      ]);
    return zombie;
  }

  /** Resolves when what it was about to do is done or refused. */
  async wake(): Promise<void> {
    this.replica.wake();
    await this.#signs.settled.promise;
  }
}
