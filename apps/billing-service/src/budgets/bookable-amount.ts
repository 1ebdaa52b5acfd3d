import { DomainError, formatUsd, type Micros } from '@clipcast/kernel';

/** Twelve digits before the point: more is no amount at the edges, also not as the sum of a month. */
const USD_MAX: Micros = 999_999_999_999_999_999n;

/** @throws {DomainError} `amount_too_large` when a month's books could not hold the sum. */
export function requireBookable(sum: Micros): void {
  if (-USD_MAX <= sum && sum <= USD_MAX) return;
  throw new DomainError(
    'amount_too_large',
    'unprocessable',
    `The month would come to more than ${formatUsd(USD_MAX)} USD. Check the unit of the amount or quantity; nothing was changed.`,
  );
}
