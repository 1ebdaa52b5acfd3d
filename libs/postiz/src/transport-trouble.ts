import { errors } from 'undici';
import { EgressRefused } from './egress/egress-refused.ts';
import { PostizCallError, type PostizCallCode } from './postiz-call-error.ts';

/** What is known about a call at the moment it broke. */
export interface CallState {
  /** Whether the request was handed to a connection, so that its first byte may have left. */
  readonly sent: boolean;
  readonly timedOut: boolean;
  readonly cancelled: boolean;
}

const MESSAGES = {
  postiz_host_not_found: 'The host of this Postiz was not found.',
  postiz_unreachable:
    'This Postiz cannot be reached: the connection was refused or broke before anything was sent.',
  postiz_tls_failed:
    'No trusted connection: the certificate is expired, not trusted or for another host, or the port speaks no TLS.',
  postiz_connection_lost: 'The connection to Postiz broke before its answer was complete.',
  postiz_timeout: 'Postiz did not answer in time.',
  postiz_cancelled: 'The call was given up before Postiz answered.',
  postiz_answer_too_large: 'The answer was larger than 1 MiB, and was not read to its end.',
  postiz_unexpected_answer: 'What answered does not speak HTTP as Postiz does.',
} as const satisfies Partial<Record<PostizCallCode, string>>;

const NAME_CODES = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME']);
const TIMEOUT_CODES = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
]);
const CLOSED_CODES = new Set(['UND_ERR_CLOSED', 'UND_ERR_DESTROYED']);
const TLS_CODES =
  /^(ERR_TLS|ERR_SSL|CERT_|CRL_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE)|EPROTO)/;
const TOO_LARGE_CODE = 'UND_ERR_RES_EXCEEDED_MAX_SIZE';
const ODD_HEAD_CODE = 'UND_ERR_HEADERS_OVERFLOW';

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';

/** What is wrong with an answer that did come, if it is that. */
function oddAnswer(error: unknown): keyof typeof MESSAGES | undefined {
  const code = codeOf(error);
  if (code === TOO_LARGE_CODE) return 'postiz_answer_too_large';
  return error instanceof errors.HTTPParserError || code === ODD_HEAD_CODE
    ? 'postiz_unexpected_answer'
    : undefined;
}

/** undici's errors carry pieces of the answer and of the socket, which have no place in logs; the words are enough. */
const inWords = (error: unknown): Error =>
  new Error(
    [
      codeOf(error),
      typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : '',
    ]
      .join(' ')
      .trim(),
  );

function reason(error: unknown, { sent, timedOut, cancelled }: CallState): keyof typeof MESSAGES {
  const code = codeOf(error);
  if (cancelled || CLOSED_CODES.has(code)) return 'postiz_cancelled';
  if (timedOut || TIMEOUT_CODES.has(code)) return 'postiz_timeout';
  if (sent) return oddAnswer(error) ?? 'postiz_connection_lost';
  if (NAME_CODES.has(code)) return 'postiz_host_not_found';
  return TLS_CODES.test(code) ? 'postiz_tls_failed' : 'postiz_unreachable';
}

/** A call that ended without a whole answer: `not_sent` when no byte can have left, else `unknown`. */
export function transportTrouble(error: unknown, state: CallState): PostizCallError {
  if (error instanceof EgressRefused) {
    return new PostizCallError('not_sent', 'egress_refused', error.message);
  }
  const code = reason(error, state);
  const outcome = state.sent ? 'unknown' : 'not_sent';
  return new PostizCallError(outcome, code, MESSAGES[code], { cause: inWords(error) });
}
