import { jest } from '@jest/globals';
import { systemRuntime } from '@clipcast/kernel';
import type { Job } from '../testing/trial.ts';
import { crashRun } from './testing/crash-run.ts';
import { crashTrials } from './testing/crash-trials.ts';

jest.setTimeout(20 * 60_000);

/**
 * publish-service as real processes that are ended with SIGKILL before and after every append and every call to Postiz.
 * Two replicas run at any time; who is struck takes everything down with it that it was at, and its tasks wait for the
 * end of their leases.
 */
describe('a replica that is struck down', () => {
  let run: Awaited<ReturnType<typeof crashRun>>;
  beforeAll(async () => {
    const startedMs = systemRuntime.clock.monotonicMs();
    run = await crashRun(crashTrials);
    const seconds = Math.round((systemRuntime.clock.monotonicMs() - startedMs) / 1_000);
    const attempts = ({ timeline }: Job) =>
      timeline.filter(({ event }) => event === 'PostDraftIntended').length;
    const atOnce = run.outcomes.filter(({ job }) => attempts(job) === 1);
    process.stdout.write(
      `crash points: ${run.outcomes.length} in ${seconds} s, ${atOnce.length} settled in their first attempt\n`,
    );
  });

  it.each([...crashTrials.entries()].map(([index, { point, when, ends }]) => ({ index, point, when, ends })))(
    '$point, when $when: is $ends once',
    ({ index, ends }) => {
      const outcome = run.outcomes[index];
      if (outcome?.job.status !== ends)
        process.stdout.write(`${JSON.stringify(outcome?.job, undefined, 1)}\n`);
      expect(outcome).toMatchObject({ struck: true, faults: [], job: { status: ends } });
    },
  );

  it('leaves no draft behind', () => {
    expect(run.outcomes.map((outcome) => outcome.draftsLeft)).toEqual(crashTrials.map(() => 0));
  });

  it('is the only one that ends', () => {
    expect(run.crashes).toEqual([]);
  });
});
