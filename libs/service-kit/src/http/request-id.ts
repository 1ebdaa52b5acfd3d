import type { IncomingMessage } from 'node:http';
import type { Ids } from '@clipcast/kernel';

const SANE = /^[\w.:-]{8,128}$/;

/** The caller's own X-Request-Id when it is sane, else a new id: the correlation id of everything the request causes. */
export const requestIds =
  (ids: Ids) =>
  (request: Pick<IncomingMessage, 'headers'>): string => {
    const given = request.headers['x-request-id'];
    return typeof given === 'string' && SANE.test(given) ? given : ids.next();
  };
