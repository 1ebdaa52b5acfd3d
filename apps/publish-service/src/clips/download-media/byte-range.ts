import { DomainError } from '@clipcast/kernel';
import type { ByteRange } from '@clipcast/media-store';

const RANGE = /^bytes=(?<first>\d{0,15})-(?<last>\d{0,15})$/i;

/**
 * The part of a file that a `Range` header asks for (RFC 9110, section 14). Undefined means all of it: without a header, and
 * for what this server does not read, such as several parts at once.
 * @throws {DomainError} `range_unsatisfiable` when the part lies outside the file.
 */
export function byteRangeOf(header: string | undefined, bytes: number): ByteRange | undefined {
  const { first = '', last = '' } = RANGE.exec(header?.trim() ?? '')?.groups ?? {};
  if (first === '' && last === '') return undefined;
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  // Without a beginning, it is so many bytes of the end.
  const from = first === '' ? Math.max(0, bytes - Number(last)) : Number(first);
  const to = first === '' || last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1);
  if (from <= to) return { first: from, last: to };
  throw new DomainError(
    'range_unsatisfiable',
    'range_unsatisfiable',
    `The video has ${bytes} bytes; this Range lies outside of them.`,
    { bytes },
  );
}
