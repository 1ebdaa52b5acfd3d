import { DomainError } from '@clipcast/kernel';

const PRINTABLE = /^[\x21-\x7e]{8,255}$/;

/**
 * The key of an `Idempotency-Key` header, with or without the quotes of the IETF draft; undefined without one.
 * @throws {DomainError} `idempotency_key_invalid`
 */
export function idempotencyKeyOf(header: string | readonly string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  const text = typeof header === 'string' ? header.trim() : '';
  const key = /^"(.*)"$/.exec(text)?.[1] ?? text;
  if (PRINTABLE.test(key)) return key;
  throw new DomainError(
    'idempotency_key_invalid',
    'invalid',
    'Idempotency-Key must be 8 to 255 printable ASCII characters without spaces.',
  );
}
