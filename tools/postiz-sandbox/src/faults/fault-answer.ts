import {
  badRequest,
  INTERNAL_ERROR,
  keyRefused,
  planUsedUp,
  TOO_LARGE,
  tooManyRequests,
  type Answer,
} from '../http/answer.ts';
import type { RequestFault } from './fault.ts';

const HOUR_SECONDS = 3600;

/** The answer of a `status` fault, in the shape that Postiz, or the proxy before it, gives with this status. */
export function faultAnswer(fault: RequestFault, publicUrl: string): Answer {
  const status = fault.status ?? 500;
  const answer = fault.emptyBody ? { status } : shapeOf(status, publicUrl);
  if (fault.retryAfter === undefined) return answer;
  return { ...answer, headers: { ...answer.headers, 'Retry-After': String(fault.retryAfter) } };
}

function shapeOf(status: number, publicUrl: string): Answer {
  switch (status) {
    case 400:
    case 404:
      return badRequest('Refused by a fault of the sandbox', status).answer;
    case 401:
      return keyRefused('Invalid API key').answer;
    case 402:
      return planUsedUp(publicUrl);
    case 413:
      return TOO_LARGE;
    case 429:
      return tooManyRequests(HOUR_SECONDS);
    case 500:
      return INTERNAL_ERROR;
    case 502:
    case 503:
    case 504:
      return fromProxy(status);
    default:
      return { status, body: { statusCode: status, message: 'Refused by a fault of the sandbox' } };
  }
}

/** What Postiz itself refuses after it looked at the request counts against its limit; what comes from elsewhere does not. */
export const countsAsRequest = ({ status = 500 }: RequestFault): boolean => [400, 402, 500].includes(status);

/** These come from the proxy before Postiz, which speaks HTML: a client must not count on JSON. */
const fromProxy = (status: number): Answer => ({
  status,
  body: `<html><body><h1>${status}</h1><hr>nginx</body></html>\n`,
  headers: { 'Content-Type': 'text/html' },
});
