import fc from 'fast-check';

/** Something that happens to a budget. `pick` chooses among all reservations there ever were, also those that have ended. */
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
  | { readonly kind: 'harden'; readonly pick: number }
  | { readonly kind: 'settle'; readonly pick: number; readonly permille: bigint }
  | { readonly kind: 'release'; readonly pick: number }
  | { readonly kind: 'expire' }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'reload' };

/** Few different ones, so that limits are often met to the micro-dollar. */
const amount = fc.oneof(
  fc.constantFrom(0n, 1n, 2n, 500_000n, 999_999n, 1_000_000n),
  fc.bigInt({ min: 0n, max: 2_000_000n }),
);
const pick = fc.nat({ max: 10_000 });

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: openStep() },
  {
    weight: 3,
    arbitrary: fc
      .tuple(pick, fc.constantFrom(0n, 1n, 500n, 1_000n, 1_000n, 1_500n))
      .map(([picked, permille]): Step => ({ kind: 'settle', pick: picked, permille })),
  },
  { weight: 2, arbitrary: pick.map((picked): Step => ({ kind: 'release', pick: picked })) },
  { weight: 2, arbitrary: pick.map((picked): Step => ({ kind: 'harden', pick: picked })) },
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
