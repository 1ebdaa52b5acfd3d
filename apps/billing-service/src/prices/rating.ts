import type { AppliedPrice } from '@clipcast/contracts';
import type { Micros } from '@clipcast/kernel';
import { fractionOf } from './decimal.ts';

const MICROS_PER_USD = 1_000_000n;

/** An amount has at most twelve digits before its point. */
const AMOUNT_MAX: Micros = 10n ** 18n - 1n;

/**
 * What a quantity costs: quantity × unit price ÷ per, exactly, and rounded once, at the end, to the micro-dollar; a half is
 * rounded up. No number in between is rounded, so a million calls of one token each cost what they cost together, save the
 * rounding of each entry.
 */
export function rate(
  quantity: string,
  { unitPriceUsd, per }: Pick<AppliedPrice, 'unitPriceUsd' | 'per'>,
): Micros {
  const [used, price, units] = [fractionOf(quantity), fractionOf(unitPriceUsd), fractionOf(per)];
  const over = used.over * price.over * units.under * MICROS_PER_USD;
  const under = used.under * price.under * units.over;
  return (2n * over + under) / (2n * under);
}

/** Whether an amount can be written down; a trillion dollars are a typing error. */
export const isBookable = (micros: Micros): boolean => micros <= AMOUNT_MAX;
