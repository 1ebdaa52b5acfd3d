import fc from 'fast-check';
import { replay } from '@clipcast/event-store';
import { formatUsd, parseUsd } from '@clipcast/kernel';
import { NO_QUOTA, standingOf, type Quota } from '../quotas/quota.ts';
import { aCost } from '../testing/builders.ts';
import { applyQuota } from './apply-quota/apply-quota.ts';
import { budget, type BudgetEvent, type BudgetState } from './budget.ts';
import { recordCost } from './record-cost/record-cost.ts';

const month = '2026-03';
const isOpen = true;

interface Cost {
  readonly micros: bigint;
  /** What the `quota` table held when the cost came. */
  readonly known: Quota;
}

const micros = fc.bigInt({ min: -3_000_000n, max: 9_000_000n });
const quota = fc.record<Quota>({
  limit: fc.oneof(fc.constant(0n), fc.bigInt({ min: 1n, max: 30_000_000n })),
  warnAtPercent: fc.integer({ min: 1, max: 100 }),
  enforcement: fc.constantFrom('hard', 'soft'),
  version: fc.integer({ min: 1, max: 1_000 }),
});
const quotas = fc.uniqueArray(quota, { selector: ({ version }) => version, maxLength: 8 });

/** Costs and quota changes in any order, each cost knowing any of the quotas, or none yet. */
const steps = quotas.chain((all) =>
  fc
    .shuffledSubarray([...all], { minLength: all.length })
    .chain((changes) =>
      fc.array(
        fc.oneof(
          fc.record<Cost>({ micros, known: fc.constantFrom(NO_QUOTA, ...all) }),
          fc.constantFrom<Quota>(NO_QUOTA, ...changes),
        ),
        { maxLength: 40 },
      ),
    ),
);

const decide = (step: Cost | Quota, state: BudgetState): BudgetEvent[] =>
  'micros' in step
    ? recordCost(
        { month, isOpen, cost: aCost({ amountUsd: formatUsd(step.micros) }), quota: step.known },
        state,
      )
    : applyQuota({ month, quota: step }, state);

/** The state and all facts after some steps, one after the other. */
const run = (all: readonly (Cost | Quota)[]) =>
  all.reduce<{ state: BudgetState; facts: BudgetEvent[] }>(
    ({ state, facts }, step) => {
      const decided = decide(step, state);
      return { state: replay(budget, decided, state), facts: [...facts, ...decided] };
    },
    { state: budget.initialState, facts: [] },
  );

const sumOf = (all: readonly (Cost | Quota)[]): bigint =>
  all.reduce((sum, step) => ('micros' in step ? sum + step.micros : sum), 0n);

describe('a budget, whatever happens to it in whatever order', () => {
  it('has spent exactly the sum of its costs, at each of its facts', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const { state, facts } = run(all);
        expect(state.spent).toBe(sumOf(all));
        let spent = 0n;
        for (const { type, data } of facts) {
          if (type === 'CostRecorded') spent += parseUsd(data.amountUsd);
          if (type !== 'QuotaApplied') expect(data.spentUsd).toBe(formatUsd(spent));
        }
      }),
    );
  });

  it('has told the standing it has', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const { state } = run(all);
        expect(state.standing).toBe(standingOf(state.spent, state.quota ?? NO_QUOTA));
      }),
    );
  });

  it('counts against the newest quota that anybody told it of', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const versions = all.map((step) => ('micros' in step ? step.known.version : step.version));
        expect(run(all).state.quota?.version).toBe(all.length === 0 ? undefined : Math.max(...versions));
      }),
    );
  });

  it('warns again only after it was restored, and is exhausted only after a warning', () => {
    fc.assert(
      fc.property(steps, (all) => {
        let last = 'QuotaRestored';
        for (const { type } of run(all).facts) {
          if (type === 'QuotaWarningReached') expect(last).toBe('QuotaRestored');
          if (type === 'QuotaExhausted') expect(last).not.toBe('QuotaRestored');
          if (type === 'QuotaRestored') expect(last).not.toBe('QuotaRestored');
          if (type.startsWith('Quota') && type !== 'QuotaApplied') last = type;
        }
      }),
    );
  });

  it('ends the same in every order of the same costs and quota changes', () => {
    const shuffled = steps.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray([...all], { minLength: all.length })),
    );
    fc.assert(fc.property(shuffled, ([one, other]) => expect(run(one).state).toEqual(run(other).state)));
  });
});

it('is the same after its state was kept and loaded again', () => {
  const { snapshots } = budget;
  const state = fc.record<BudgetState>({
    spent: micros,
    quota: fc.option(quota),
    standing: fc.constantFrom('ok', 'warning', 'exhausted'),
  });
  fc.assert(
    fc.property(state, (before) => {
      const kept = JSON.stringify(snapshots?.save(before));
      expect(snapshots?.load(JSON.parse(kept) as never)).toEqual(before);
    }),
  );
});
