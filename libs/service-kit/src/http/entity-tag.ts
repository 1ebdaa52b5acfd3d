import { DomainError } from '@clipcast/kernel';
import type { FastifyReply } from 'fastify';

/** Shows the version of a resource, for a later `If-Match`: `ETag: "7"`. */
export const setEntityTag = (reply: FastifyReply, version: number): void => {
  void reply.header('etag', `"${version}"`);
};

/**
 * The version an `If-Match` header expects: `"7"` is 7; no header, or `*`, expects none in particular.
 * @throws {DomainError} `if_match_invalid` for weak tags, lists and anything else.
 */
export function expectedVersionOf(header: string | undefined): number | undefined {
  const text = header?.trim();
  if (text === undefined || text === '*') return undefined;
  const version = Number(/^"(\d{1,15})"$/.exec(text)?.[1] ?? Number.NaN);
  if (Number.isNaN(version)) {
    throw new DomainError(
      'if_match_invalid',
      'invalid',
      'If-Match must be one ETag as this API gives them, like "7".',
    );
  }
  return version;
}
