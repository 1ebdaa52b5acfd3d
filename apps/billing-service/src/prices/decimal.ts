/** A decimal as a fraction: `"0.30"` is 30 / 100. */
export interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

/** The exact value of a decimal that is not negative; its schema has checked its form. */
export function fractionOf(decimal: string): Fraction {
  const [whole = '0', decimals = ''] = decimal.split('.');
  return { over: BigInt(whole + decimals), under: 10n ** BigInt(decimals.length) };
}

/** Whether two decimals are the same number: "0.3" and "0.30" are. */
export function isSameDecimal(one: string, other: string): boolean {
  const [a, b] = [fractionOf(one), fractionOf(other)];
  return a.over * b.under === b.over * a.under;
}
