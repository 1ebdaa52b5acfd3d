import { jest } from '@jest/globals';
import { faultRun } from './testing/fault-run.ts';
import { faultTrials } from './testing/fault-trials.ts';

jest.setTimeout(15 * 60_000);

describe('a publication', () => {
  let outcomes: Awaited<ReturnType<typeof faultRun>>;
  beforeAll(async () => {
    outcomes = await faultRun(faultTrials);
    const slowest = outcomes.toSorted((one, other) => other.seconds - one.seconds).slice(0, 3);
    const told = slowest.map(({ name, seconds }) => `${name} ${seconds} s`).join(', ');
    process.stdout.write(`${outcomes.length} faults of Postiz; the slowest: ${told}\n`);
  });

  it.each(
    [...faultTrials.entries()].map(([index, { name, ends, draftsMax = 0 }]) => ({
      name,
      index,
      ends,
      draftsMax,
    })),
  )('is brought out once, or its end has a reason, although $name', ({ index, ends, draftsMax }) => {
    const outcome = outcomes[index];
    expect(outcome?.faults).toEqual([]);
    expect(ends).toContain(outcome?.status);
    expect(outcome?.draftsLeft).toBeLessThanOrEqual(draftsMax);
  });
});
