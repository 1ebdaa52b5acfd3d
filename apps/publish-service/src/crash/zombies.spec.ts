import { jest } from '@jest/globals';
import { zombieRun, type ZombieTrial } from './testing/zombie-run.ts';

jest.setTimeout(10 * 60_000);

const late = 'after the post is out' as const;
const early = 'while its successor works' as const;

const plan: readonly ZombieTrial[] = [
  { point: 'before create', woken: early },
  { point: 'before create', woken: late },
  { point: 'before promote', woken: early },
  { point: 'before promote', woken: late },
  { point: 'after create', woken: late },
];

/** publish-service as real processes that are stopped with SIGSTOP past their lease, and go on when nobody expects it. */
describe('a replica that wakes up long after its lease', () => {
  let outcomes: Awaited<ReturnType<typeof zombieRun>>;
  beforeAll(async () => (outcomes = await zombieRun(plan)));

  it.each([...plan.entries()].map(([index, { point, woken }]) => ({ index, point, woken })))(
    '$point, $woken: does no harm',
    ({ index }) => {
      expect(outcomes[index]).toMatchObject({ faults: [], job: { status: 'published' } });
    },
  );

  it('leaves no draft behind', () => {
    expect(outcomes.map((outcome) => outcome.draftsLeft)).toEqual(plan.map(() => 0));
  });
});
