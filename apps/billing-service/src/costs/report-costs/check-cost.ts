import { DomainError, parseUsd } from '@clipcast/kernel';
import type { CostItem } from './cost-item.ts';

/** Clocks of those who report differ from ours, by seconds as a rule. */
const AHEAD_MS_MAX = 10 * 60_000;
const AGE_YEARS_MAX = 10;

/** Where a cost comes from. */
export interface CostReport {
  readonly now: Date;
  /** Where it stands in what was sent. */
  readonly pointer: string;
  /** Who reports it, when an access key does. */
  readonly accessKeyId: string | null;
}

/**
 * What is wrong with a cost although each of its fields is well formed.
 * @throws {DomainError} `incurred_in_future`, `incurred_too_long_ago`, `amount_negative`, `correction_needs_operator`
 */
export function checkCost(
  { incurredAt, amountUsd, corrects }: CostItem,
  { now, pointer, accessKeyId }: CostReport,
): void {
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
  const isNegative = amountUsd !== null && parseUsd(amountUsd) < 0n;
  if (corrects !== null && isNegative && accessKeyId !== null)
    throw new DomainError(
      'correction_needs_operator',
      'forbidden',
      "A correction that gives money back is an operator's: with it a key could lift its own cap, and the limit.",
      { errors: [{ pointer: `${pointer}/amountUsd`, detail: 'may not be negative for an access key' }] },
    );
  if (corrects === null && isNegative)
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
