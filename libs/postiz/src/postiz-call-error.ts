/**
 * What a call that did not succeed may have done at Postiz.
 * `not_sent`: nothing, no byte left. `rejected`: nothing, and the same call will be refused again. `rejected_later`:
 * nothing, try again after a while. `unknown`: it may have been carried out; find out before sending it again.
 */
export type CallOutcome = 'not_sent' | 'rejected' | 'rejected_later' | 'unknown';

/** The stable reason of a `PostizCallError`. */
export type PostizCallCode =
  | 'egress_refused'
  | 'postiz_host_not_found'
  | 'postiz_unreachable'
  | 'postiz_tls_failed'
  | 'postiz_connection_lost'
  | 'postiz_timeout'
  | 'postiz_cancelled'
  | 'postiz_media_unreadable'
  | 'postiz_key_invalid'
  | 'postiz_refused'
  | 'postiz_plan_limit'
  | 'postiz_not_found'
  | 'postiz_route_missing'
  | 'postiz_payload_too_large'
  | 'postiz_rate_limited'
  | 'postiz_server_error'
  | 'postiz_answer_too_large'
  | 'postiz_unexpected_answer'
  | 'postiz_other_post_created'
  | 'postiz_circuit_open'
  | 'postiz_busy';

interface CallErrorDetails {
  /** The HTTP status, where there was an answer. */
  readonly status?: number;
  /** How long to wait before the next try, where Postiz said so. */
  readonly retryAfterMs?: number;
  /** What Postiz itself said, cut to 300 printable characters. Data from outside: show it as text, decide nothing on it. */
  readonly upstreamMessage?: string;
  readonly cause?: unknown;
}

/** A call to Postiz that did not succeed. Holds no secret; the message is for people. */
export class PostizCallError extends Error {
  override readonly name = 'PostizCallError';
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;
  readonly upstreamMessage: string | undefined;

  constructor(
    readonly outcome: CallOutcome,
    readonly code: PostizCallCode,
    message: string,
    { status, retryAfterMs, upstreamMessage, cause }: CallErrorDetails = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.status = status;
    this.retryAfterMs = retryAfterMs;
    this.upstreamMessage = upstreamMessage;
  }
}
