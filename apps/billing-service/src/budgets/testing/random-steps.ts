import fc from 'fast-check';

/** Chooses among all reservations there ever were, also those that have ended, by a clock that may be behind. */
interface Picked {
  readonly pick: number;
  readonly behindMs: number;
}

/** Something that happens to a budget. */
export type Step =
  | { readonly kind: 'cost'; readonly micros: bigint; readonly keyed: boolean }
  | {
      readonly kind: 'quota';
      readonly limit: bigint;
      readonly enforcement: 'hard' | 'soft';
      readonly shares: readonly number[];
      /** Whether the policy brings it; else the next one who looks the quota up does. */
      readonly isBrought: boolean;
    }
  | {
      readonly kind: 'open';
      readonly amounts: readonly bigint[];
      readonly ttlSeconds: number | null;
      readonly keyed: boolean;
    }
  | ({ readonly kind: 'harden' } & Picked)
  | ({ readonly kind: 'settle'; readonly permille: bigint } & Picked)
  | ({ readonly kind: 'release' } & Picked)
  | { readonly kind: 'expire' }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'reload' };

/** Few different ones, so that limits are often met to the micro-dollar. */
const amount = fc.oneof(
  fc.constantFrom(0n, 1n, 2n, 500_000n, 999_999n, 1_000_000n),
  fc.bigInt({ min: 0n, max: 2_000_000n }),
);
const picked: fc.Arbitrary<Picked> = fc.record({
  pick: fc.nat({ max: 10_000 }),
  behindMs: fc.constantFrom(0, 0, 1, 1_000, 30_000),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: openStep() },
  {
    weight: 3,
    arbitrary: fc
      .tuple(picked, fc.constantFrom(0n, 1n, 500n, 1_000n, 1_000n, 1_500n))
      .map(([which, permille]): Step => ({ kind: 'settle', ...which, permille })),
  },
  { weight: 2, arbitrary: picked.map((which): Step => ({ kind: 'release', ...which })) },
  { weight: 2, arbitrary: picked.map((which): Step => ({ kind: 'harden', ...which })) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.oneof(amount, fc.bigInt({ min: -500_000n, max: 0n })), fc.boolean())
      .map(([micros, keyed]): Step => ({ kind: 'cost', micros, keyed })),
  },
  { weight: 1, arbitrary: quotaStep() },
  { weight: 2, arbitrary: fc.constantFrom(1, 999, 1_000, 60_000).map((ms): Step => ({ kind: 'wait', ms })) },
  { weight: 1, arbitrary: fc.constantFrom<Step>({ kind: 'expire' }, { kind: 'reload' }) },
);

export const someSteps = fc.array(step, { minLength: 1, maxLength: 300, size: 'max' });

function openStep(): fc.Arbitrary<Step> {
  const amounts = fc.oneof(
    { weight: 4, arbitrary: fc.tuple(amount) },
    { weight: 1, arbitrary: fc.array(amount, { minLength: 2, maxLength: 4 }) },
  );
  return fc
    .tuple(amounts, fc.constantFrom(null, 1, 2, 60, 900), fc.boolean())
    .map(([asked, ttlSeconds, keyed]): Step => ({ kind: 'open', amounts: asked, ttlSeconds, keyed }));
}

function quotaStep(): fc.Arbitrary<Step> {
  return fc
    .tuple(
      fc.oneof(fc.constantFrom(0n, 1n, 5_000_000n), fc.bigInt({ min: 1n, max: 30_000_000n })),
      fc.constantFrom('hard' as const, 'hard' as const, 'soft' as const),
      fc.subarray([1, 50, 75, 90, 100]),
      fc.boolean(),
    )
    .map(([limit, enforcement, shares, isBrought]): Step => ({
      kind: 'quota',
      limit,
      enforcement,
      shares,
      isBrought,
    }));
}
