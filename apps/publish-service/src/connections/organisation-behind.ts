import type { Uuid } from '@clipcast/kernel';
import { PostizCallError } from '@clipcast/postiz';
import type { PostizKey, PostizOrganisations } from '../call-budgets/postiz-organisations.adapter.ts';
import { keyChanged } from './live-postiz.ts';
import type { PostizCalls } from './postiz-connections.ts';

/**
 * The organisation of a connection's key. Before the first counted call with a key its accounts are asked for, which no
 * Postiz counts; most often somebody has asked already, to choose among them.
 * @throws {PostizCallError} when Postiz does not tell, and {DomainError} `connection_changed` when the key is another by now.
 */
export async function organisationBehind(
  key: PostizKey,
  organisations: PostizOrganisations,
  calls: PostizCalls,
): Promise<Uuid> {
  const known = await organisations.of(key);
  if (known) return known;
  await calls.listIntegrations().catch((error: unknown) => {
    throw error instanceof PostizCallError ? notSent(error) : error;
  });
  const told = await organisations.of(key);
  if (!told) throw keyChanged();
  return told;
}

/** Whatever became of the question, the call that it was asked for has not left. */
const notSent = (error: PostizCallError): PostizCallError => {
  const { outcome, code, message, retryAfterMs } = error;
  if (outcome !== 'unknown') return error;
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  return new PostizCallError('not_sent', code, message, { ...wait, cause: error });
};
