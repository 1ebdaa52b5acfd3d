import fc from 'fast-check';
import { jest } from '@jest/globals';
import { replay } from '@clipcast/event-store';
import { NO_QUOTA, type Quota } from '../quotas/quota.ts';
import { aReportedCost } from '../testing/builders.ts';
import { applyQuota } from './apply-quota/apply-quota.ts';
import { budget, quotaIn, type BudgetEvent, type BudgetState } from './budget.ts';
import { recordCost } from './record-cost/record-cost.ts';
import { BudgetTrial } from './testing/budget-trial.ts';
import { modelRuns } from './testing/config.ts';
import { someSteps } from './testing/random-steps.ts';

jest.setTimeout(60 * 60_000);

const month = '2026-03';

interface Cost {
  readonly micros: bigint;
  /** What the `quota` table held when the cost came. */
  readonly known: Quota;
}

const micros = fc.bigInt({ min: -3_000_000n, max: 9_000_000n });
const quota: fc.Arbitrary<Quota> = fc
  .tuple(
    fc.oneof(fc.constant(0n), fc.bigInt({ min: 1n, max: 30_000_000n })),
    fc.integer({ min: 1, max: 100 }),
    fc.subarray([25, 50, 75, 100]),
    fc.constantFrom('hard' as const, 'soft' as const),
    fc.integer({ min: 1, max: 1_000 }),
  )
  .map(([limit, warnAtPercent, alsoTellAtPercent, enforcement, version]) => ({
    limit,
    warnAtPercent,
    alsoTellAtPercent,
    enforcement,
    version,
  }));
const quotas = fc.uniqueArray(quota, { selector: ({ version }) => version, maxLength: 8 });

/** Costs and quota changes in any order, each cost knowing any of the quotas, or none yet. */
const steps = quotas.chain((all) =>
  fc.array(
    fc.oneof(
      fc
        .tuple(micros, fc.constantFrom(NO_QUOTA, ...all))
        .map(([amount, known]): Cost => ({ micros: amount, known })),
      fc.constantFrom<Quota>(NO_QUOTA, ...all),
    ),
    { maxLength: 40 },
  ),
);

const decide = (step: Cost | Quota, state: BudgetState): BudgetEvent[] =>
  'micros' in step
    ? recordCost(
        {
          month,
          isOpen: true,
          cost: aReportedCost(),
          rated: { micros: step.micros, price: null },
          quota: step.known,
          appliesTo: null,
        },
        state,
      )
    : applyQuota({ month, quota: step }, state);

/** The state after some steps, one after the other. */
const run = (all: readonly (Cost | Quota)[]): BudgetState =>
  all.reduce((state, step) => replay(budget, decide(step, state), state), budget.initialState);

describe('a budget, whatever happens to it in whatever order', () => {
  // CLIPCAST_MODEL_RUNS makes it more.
  it('grants, books, ends and tells as a simple one does, to the micro-dollar', () => {
    const counts = { steps: 0, granted: 0, refused: 0, ended: 0, tooLate: 0 };
    fc.assert(
      fc.property(someSteps, (all) => {
        const trial = new BudgetTrial();
        for (const step of all) trial.do(step);
        counts.steps += all.length;
        for (const [what, count] of Object.entries(trial.counts)) counts[what as 'granted'] += count;
      }),
      { numRuns: modelRuns() },
    );
    process.stdout.write(`budget against its model: ${JSON.stringify(counts)}\n`);
    for (const count of Object.values(counts)) expect(count).toBeGreaterThan(modelRuns());
  });

  it('counts against the newest quota that anybody told it of', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const versions = all.map((step) => ('micros' in step ? step.known.version : step.version));
        expect(run(all).quota?.version).toBe(all.length === 0 ? undefined : Math.max(...versions));
      }),
    );
  });

  it('stands the same in every order of the same costs and quota changes', () => {
    const shuffled = steps.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray([...all], { minLength: all.length })),
    );
    const standing = (state: BudgetState) => ({
      spent: state.spent,
      isExhausted: state.isExhausted,
      quota: quotaIn(state),
    });
    fc.assert(
      fc.property(shuffled, ([one, other]) => expect(standing(run(one))).toEqual(standing(run(other)))),
    );
  });
});
