import { DomainError } from '@clipcast/kernel';

/** Node's codes for a server that cannot be reached, and PostgreSQL's for one that is going away, full, or too busy. */
const PASSING = /^(ECONN|EPIPE|ETIMEDOUT|EAI_AGAIN|ENOTFOUND|08|53|55P03|57P0|57014|40001|40P01|25P03)/;
const PASSING_TEXT =
  /Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered/;

/** Whether an error comes from a database that is down or busy and will heal without anybody changing anything. */
export function isDatabaseTrouble(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.some(isDatabaseTrouble);
  if ('code' in error && typeof error.code === 'string' && PASSING.test(error.code)) return true;
  return PASSING_TEXT.test(error.message);
}

/** Whether trying the same again later can succeed without anybody changing anything. */
export const isPassingTrouble = (error: unknown): boolean =>
  isDatabaseTrouble(error) || (error instanceof DomainError && error.kind === 'unavailable');
