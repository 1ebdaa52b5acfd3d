import { jsonOf, type Answer } from '../answer.ts';
import { endpointOf } from '../endpoint.ts';
import { rateLimitOf } from '../rate-limit.ts';
import type { Call } from '../transport.ts';
import { isMissingRoute } from '../missing-route.ts';
import { refusalIn } from '../upstream-message.ts';
import type { Observation } from './learn.ts';
import { listedGeneration } from './listed-generation.ts';

type Asked = Pick<Call, 'method' | 'path'>;

const isStatusRoute = ({ method, path }: Asked): boolean => method === 'PUT' && path.endsWith('/status');

/** What a success shows that was understood; an answer that is not Postiz's own shows nothing. */
export function observeSuccess(asked: Asked, answer: Answer): readonly Observation[] {
  if (isStatusRoute(asked)) return [{ saw: 'status-route', is: 'present' }];
  const endpoint = endpointOf(asked);
  if (endpoint === undefined || endpoint === 'create') return [];
  const generation = endpoint === 'list' ? listedGeneration(jsonOf(answer)) : undefined;
  return [
    { saw: 'limited-reads', is: rateLimitOf(answer) !== undefined },
    ...(generation ? [{ saw: 'listed-post', of: generation } as const] : []),
  ];
}

/** What a failure shows: only the status route tells anything by refusing. */
export function observeFailure(asked: Asked, answer: Answer): readonly Observation[] {
  if (!isStatusRoute(asked)) return [];
  if (isMissingRoute(answer, asked)) return [{ saw: 'status-route', is: 'absent' }];
  const isRefusal = answer.status === 400 && refusalIn(jsonOf(answer)) !== undefined;
  return isRefusal ? [{ saw: 'status-route', is: 'present' }] : [];
}
