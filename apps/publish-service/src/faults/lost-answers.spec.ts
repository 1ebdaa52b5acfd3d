import { jest } from '@jest/globals';
import { systemRuntime } from '@clipcast/kernel';
import { eventually } from '@clipcast/testing';
import { endOf } from '../testing/end-of.ts';
import { Trial } from '../testing/trial.ts';
import { trialWorld, type Brand } from '../testing/trial-world.ts';
import { draftsLeft, faultsOf } from '../testing/verdict.ts';
import { startReplica } from '../testing/replica.ts';

jest.setTimeout(15 * 60_000);

const BRANDS = 4;
const ACCOUNTS = 5;
const CLIPS_PER_BRAND = 50;
const POSTS = BRANDS * ACCOUNTS * CLIPS_PER_BRAND;
/** Each clip is asked for by itself, and its accounts one after the other; a slow machine needs the time. */
const LEAD_SECONDS = 60;
const END_MS_MAX = 10 * 60_000;

describe(`${POSTS} creations and ${POSTS} promotions that all lose their answers`, () => {
  it(`come to ${POSTS} posts, and nobody is asked`, async () => {
    const world = await trialWorld({ leadSeconds: LEAD_SECONDS });
    const replicas = await Promise.all([1, 2].map(() => startReplica(world.environment, systemRuntime)));
    const ask = replicas[0]?.ask ?? (() => Promise.reject(new Error('There is no replica.')));
    const bringOut = async (brand: Brand): Promise<string[]> => {
      const { organisation } = brand;
      const lost = { kind: 'drop-after', times: ACCOUNTS * CLIPS_PER_BRAND };
      // One that is answered: it shows how many this Postiz takes in an hour, which lost answers cannot.
      const first = new Trial(`${organisation} first`, brand);
      await eventually(() => first.submit(ask), { withinMs: 60_000, everyMs: 200 });
      const firstJob = await endOf(first, ask, END_MS_MAX);
      await world.fault(organisation, { operation: 'create', ...lost });
      await world.fault(organisation, { operation: 'status', ...lost });
      const trials = Array.from(
        { length: CLIPS_PER_BRAND },
        (_, clip) => new Trial(`${organisation} ${clip}`, brand),
      );
      for (const trial of trials)
        await eventually(() => trial.submit(ask), { withinMs: 60_000, everyMs: 200 });
      const jobs = await Promise.all(trials.map((trial) => endOf(trial, ask, END_MS_MAX)));
      const posts = await world.judge(organisation);
      const all = [first, ...trials];
      const ofTrial = (trial: Trial) => posts.filter(({ mediaSha256 }) => mediaSha256 === trial.sha256);
      const faults = all.flatMap((trial, index) => {
        const job = [firstJob, ...jobs][index];
        return job ? faultsOf(trial, job, ofTrial(trial)) : [];
      });
      const asked = jobs
        .filter(({ status }) => status !== 'published')
        .map(({ status }) => `ended ${status}`);
      const published = posts.reduce((sum, { publications }) => sum + publications, 0);
      const wrong = published === all.length * ACCOUNTS ? [] : [`${organisation} has ${published} posts`];
      return [
        ...faults,
        ...asked,
        ...wrong,
        ...(draftsLeft(posts) > 0 ? [`${draftsLeft(posts)} drafts left`] : []),
      ];
    };
    try {
      const startedMs = systemRuntime.clock.monotonicMs();
      const brands = await Promise.all(
        Array.from({ length: BRANDS }, (_, index) => world.brand(`lost-${index}`, ACCOUNTS)),
      );
      const faults = await Promise.all(brands.map(bringOut));
      const seconds = Math.round((systemRuntime.clock.monotonicMs() - startedMs) / 1_000);
      process.stdout.write(`${POSTS} lost answers: all settled after ${seconds} s, lead ${LEAD_SECONDS} s\n`);
      expect(faults.flat()).toEqual([]);
    } finally {
      await Promise.all(replicas.map((replica) => replica.close()));
      await world.close();
    }
  });
});
