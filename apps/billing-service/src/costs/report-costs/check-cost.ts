import { DomainError, parseUsd } from '@clipcast/kernel';
import type { CostItem } from './cost-item.ts';

/** Clocks of those who report differ from ours, by seconds as a rule. */
const AHEAD_MS_MAX = 10 * 60_000;
const AGE_YEARS_MAX = 10;

/**
 * What is wrong with a cost although each of its fields is well formed. `pointer` is where the cost stands in what was sent.
 * @throws {DomainError} `incurred_in_future`, `incurred_too_long_ago`, `amount_negative`
 */
export function checkCost({ incurredAt, amountUsd, corrects }: CostItem, now: Date, pointer: string): void {
  const at = Date.parse(incurredAt);
  if (at > now.getTime() + AHEAD_MS_MAX)
    throw refused(
      'incurred_in_future',
      `${pointer}/incurredAt`,
      `It is ${now.toISOString()} now; report a cost when it was incurred.`,
    );
  if (at < yearsBefore(now, AGE_YEARS_MAX))
    throw refused(
      'incurred_too_long_ago',
      `${pointer}/incurredAt`,
      `A cost can be reported for ${AGE_YEARS_MAX} years.`,
    );
  if (corrects === null && amountUsd !== null && parseUsd(amountUsd) < 0n)
    throw refused(
      'amount_negative',
      `${pointer}/amountUsd`,
      'Only a correction may be negative: name the entry that was too high in "corrects".',
    );
}

const refused = (code: string, pointer: string, detail: string): DomainError =>
  new DomainError(code, 'unprocessable', detail, { errors: [{ pointer, detail }] });

function yearsBefore(now: Date, years: number): number {
  const then = new Date(now);
  then.setUTCFullYear(then.getUTCFullYear() - years);
  return then.getTime();
}
