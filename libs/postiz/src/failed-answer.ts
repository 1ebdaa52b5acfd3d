import type { Clock } from '@clipcast/kernel';
import { jsonOf, type Answer } from './answer.ts';
import { isMissingRoute } from './missing-route.ts';
import { PostizCallError, type PostizCallCode } from './postiz-call-error.ts';
import { retryAfterMs } from './retry-after.ts';
import type { Call } from './transport.ts';
import { printable, refusalIn, type Refusal } from './upstream-message.ts';

type Verdict = readonly [code: PostizCallCode, message: string];

/** Statuses with which Postiz itself refuses before it changes anything. */
const REFUSALS: Readonly<Record<number, Verdict>> = {
  400: ['postiz_refused', 'Postiz refused the request as invalid.'],
  402: ['postiz_plan_limit', "The limit of this Postiz organisation's plan is reached."],
  403: ['postiz_refused', 'Postiz does not allow this.'],
  404: ['postiz_not_found', 'Postiz does not know this.'],
  413: ['postiz_payload_too_large', 'Postiz refused the request as too large.'],
  422: ['postiz_refused', 'Postiz refused the request as invalid.'],
};

const ROUTE_MISSING: Verdict = [
  'postiz_route_missing',
  'This version of Postiz does not have this function, or this is not the address of its API.',
];
const UNEXPECTED: Verdict = [
  'postiz_unexpected_answer',
  'The answer is not one that Postiz gives; is this the address of its API?',
];
const REDIRECT: Verdict = [
  'postiz_unexpected_answer',
  'The address answers with a redirect, which is never followed; give the final address.',
];
const TROUBLE: Verdict = ['postiz_server_error', 'Postiz, or a proxy before it, has trouble of its own.'];
const PROXY_LIMIT: Verdict = [
  'postiz_payload_too_large',
  'A proxy in front of Postiz refused the request as too large.',
];

/** A 401 speaks about the key only in Postiz's own words; with an empty body it tells of trouble inside Postiz. */
function rejection(status: number, refusal: Refusal | undefined): Verdict | undefined {
  if (refusal === undefined) return undefined;
  if (status !== 401) return REFUSALS[status];
  return refusal.isKeyVerdict
    ? [
        'postiz_key_invalid',
        'Postiz does not accept the API key of this connection. Copy it again from Settings, Public API, and set it anew.',
      ]
    : undefined;
}

function unclear({ status, text }: Answer): Verdict {
  if (status >= 500 || status === 408 || (status === 401 && text.trim() === '')) return TROUBLE;
  if (status >= 300 && status < 400) return REDIRECT;
  return status === 413 ? PROXY_LIMIT : UNEXPECTED;
}

/** What an answer other than a success means for the call that it answers. */
export function failedAnswer(
  answer: Answer,
  asked: Pick<Call, 'method' | 'path'>,
  key: string,
  clock: Clock,
): PostizCallError {
  const { status } = answer;
  const refusal = refusalIn(jsonOf(answer));
  const details = { status, ...(refusal && { upstreamMessage: printable(refusal.text, key) }) };
  if (status === 429) {
    const waitMs = retryAfterMs(answer.header('retry-after'), clock);
    const wait = waitMs === undefined ? {} : { retryAfterMs: waitMs };
    return new PostizCallError('rejected_later', 'postiz_rate_limited', "Postiz's hourly limit is reached.", {
      ...details,
      ...wait,
    });
  }
  const rejected = isMissingRoute(answer, asked) ? ROUTE_MISSING : rejection(status, refusal);
  return rejected
    ? new PostizCallError('rejected', ...rejected, details)
    : new PostizCallError('unknown', ...unclear(answer), details);
}
