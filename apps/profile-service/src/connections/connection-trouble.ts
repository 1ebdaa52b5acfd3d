import { describeConnectionTrouble, type PostizCallError } from '@clipcast/postiz';

/** Why a connection does not work: a stable word, and what is wrong and what to do, in words. */
export type ConnectionTrouble = { readonly reason: string; readonly message: string };

/** What Postiz itself says is data from outside; it helps a person, and nothing is decided on it. */
export function connectionTrouble(error: PostizCallError, apiUrl: string): ConnectionTrouble {
  const { reason, message } = describeConnectionTrouble(error, apiUrl);
  return {
    reason,
    message: error.upstreamMessage ? `${message} Postiz says: ${error.upstreamMessage}` : message,
  };
}
