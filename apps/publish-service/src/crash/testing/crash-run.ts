import { systemRuntime } from '@clipcast/kernel';
import { eventually } from '@clipcast/testing';
import { endOf } from '../../testing/end-of.ts';
import { Trial, type Job } from '../../testing/trial.ts';
import { trialWorld, type Brand, type TrialWorld } from '../../testing/trial-world.ts';
import { draftsLeft, faultsOf } from '../../testing/verdict.ts';
import type { CrashTrial } from './crash-trials.ts';
import { Replicas } from './replicas.ts';
import { Turnstile } from './turnstile.ts';

/** Time enough for several leases to run out, since a strike takes others down, and for the draft of the dead to be adopted and promoted. */
const LEAD_SECONDS = 100;
const REPLICAS = 2;
/**
 * So many are on their way to their points at a time. Who is struck takes the others down, their leases run out together, and the
 * next of them strikes: with many of them the instants of some would pass meanwhile.
 */
const TOGETHER = 2;
/** Points that lie after the instant are not waited for before the next trial begins. */
const NEXT_AFTER_MS = 4_000;
const END_MS_MAX = 10 * 60_000;
/** Who is struck takes others down, now and then past their own points: those are asked for again. */
const TRIES_MAX = 4;

export interface CrashOutcome {
  readonly struck: boolean;
  /** The last one that was asked for. */
  readonly job: Job;
  /** Of all that were asked for. */
  readonly faults: readonly string[];
  readonly draftsLeft: number;
}

/** Strikes replicas down at every point, lets their successors finish, and asks the judge. */
export async function crashRun(plan: readonly CrashTrial[]) {
  const world = await trialWorld({ leadSeconds: LEAD_SECONDS });
  const parties = await Promise.all(
    plan.map(async (trial, index) => ({ trial, brand: await world.brand(`crash-${index}`) })),
  );
  const strikes = parties.map(
    ({ trial: { point }, brand }) => [brand.profileId, { point, signal: 'SIGKILL' }] as const,
  );
  const replicas = new Replicas(world.environment, REPLICAS, new Map(strikes));
  const turnstile = new Turnstile(TOGETHER);
  try {
    const outcomes = await Promise.all(
      parties.map(({ trial, brand }) => strikeOnce(trial, brand, world, replicas, turnstile)),
    );
    return { outcomes, crashes: replicas.crashes };
  } finally {
    await replicas.close();
    await world.close();
  }
}

async function strikeOnce(
  { point, fault }: CrashTrial,
  brand: Brand,
  world: TrialWorld,
  replicas: Replicas,
  turnstile: Turnstile,
): Promise<CrashOutcome> {
  const { organisation, profileId } = brand;
  const isStruck = (): boolean => replicas.struck.has(profileId);
  const faults: string[] = [];
  for (let tries = 1; ; tries += 1) {
    const trial = new Trial(`${point} ${organisation} ${tries}`, brand);
    await turnstile.pass(async () => {
      if (fault) await world.fault(organisation, fault);
      await begin(trial, replicas, isStruck);
    });
    const job = await endOf(trial, replicas.ask, END_MS_MAX);
    const posts = await world.judge(organisation);
    const own = posts.filter(({ mediaSha256 }) => mediaSha256 === trial.sha256);
    faults.push(...faultsOf(trial, job, own));
    if (isStruck() || tries === TRIES_MAX)
      return { job, faults, struck: isStruck(), draftsLeft: draftsLeft(posts) };
  }
}

/** Until it is accepted, and has come to its point unless that is long in coming. */
async function begin(trial: Trial, replicas: Replicas, isStruck: () => boolean): Promise<void> {
  await eventually(() => trial.submit(replicas.ask), { withinMs: END_MS_MAX, everyMs: 200 });
  const { clock, timers } = systemRuntime;
  const untilMs = clock.monotonicMs() + NEXT_AFTER_MS;
  while (!isStruck() && clock.monotonicMs() < untilMs) await timers.sleep(50);
}
