import { DomainError } from '@clipcast/kernel';

/** Node's codes for a server that cannot be reached. */
const UNREACHABLE =
  /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EAI_AGAIN|ENOTFOUND)/;
/** PostgreSQL's codes for a server that is going away, full, too busy, or a copy that may not be written to yet (25006). */
const NOT_NOW = /^(08|53|55P03|57P0|57014|40001|40P01|25P03|25006)/;
const PASSING_TEXT =
  /Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered/;

/** Whether an error comes from a database that is down or busy and will heal without anybody changing anything. */
export function isDatabaseTrouble(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.some(isDatabaseTrouble);
  if ('code' in error && typeof error.code === 'string') {
    if (UNREACHABLE.test(error.code) || NOT_NOW.test(error.code)) return true;
  }
  return PASSING_TEXT.test(error.message);
}

/** Whether trying the same again later can succeed without anybody changing anything. */
export const isPassingTrouble = (error: unknown): boolean =>
  isDatabaseTrouble(error) || (error instanceof DomainError && error.kind === 'unavailable');
