import { DomainError, type Json } from '@clipcast/kernel';
import type { z } from 'zod';

const invalid = (cause: unknown) =>
  new DomainError(
    'invalid_cursor',
    'invalid',
    'The cursor is not one that this list gave out. Send the nextCursor of its last answer, or none to begin anew.',
    {},
    { cause },
  );

/** A place in a list as opaque text. */
export const encodeCursor = (place: Json): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/**
 * The place behind a cursor; undefined without one.
 * @throws {DomainError} `invalid_cursor`
 */
export function decodeCursor<Schema extends z.ZodType>(
  cursor: string | undefined,
  place: Schema,
): z.output<Schema> | undefined {
  if (cursor === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch (error) {
    throw invalid(error);
  }
  const parsed = place.safeParse(value);
  if (!parsed.success) throw invalid(parsed.error);
  return parsed.data;
}
