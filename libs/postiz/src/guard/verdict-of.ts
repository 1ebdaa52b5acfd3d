import { PostizCallError, type PostizCallCode } from '../postiz-call-error.ts';
import type { Verdict } from './breaker.ts';

/** What a Postiz, or the way to it, does when it is not well, whichever outcome it leaves a call with. */
const FAILURES: ReadonlySet<PostizCallCode> = new Set([
  'postiz_host_not_found',
  'postiz_unreachable',
  'postiz_tls_failed',
  'postiz_connection_lost',
  'postiz_timeout',
  'postiz_server_error',
]);

/**
 * What a failed call says about its Postiz. A refusal is an answer like any other, a 429 too. An answer that was lost on its
 * way says nothing: the call may well have been carried out, and what became of it must be asked of this very Postiz.
 */
export function verdictOf(error: unknown): Verdict {
  if (!(error instanceof PostizCallError)) return 'nothing';
  if (error.code === 'postiz_connection_lost' && error.outcome === 'unknown') return 'nothing';
  if (FAILURES.has(error.code)) return 'failed';
  // Given up by the caller, or refused here: an egress rule, a file that is not there.
  return error.outcome === 'not_sent' || error.code === 'postiz_cancelled' ? 'nothing' : 'answered';
}
