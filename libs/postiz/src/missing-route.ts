import { z } from 'zod';
import { jsonOf, type Answer } from './answer.ts';
import type { Call } from './transport.ts';

const MissingRoute = z.looseObject({
  statusCode: z.literal(404),
  error: z.literal('Not Found'),
  message: z.string(),
});

/**
 * Whether an answer says that this Postiz does not have the route at all, which is how an older version answers what came
 * later: a 404 in the shape of its framework that names the very request. Any other 404 may be of a proxy or about a
 * post, and says nothing about the route. A prefix of the base URL may have been taken off on the way.
 */
export function isMissingRoute(answer: Answer, { method, path }: Pick<Call, 'method' | 'path'>): boolean {
  if (answer.status !== 404) return false;
  const { data } = MissingRoute.safeParse(jsonOf(answer));
  return (
    data !== undefined &&
    data.message.startsWith(`Cannot ${method} /`) &&
    data.message.endsWith(`/public/v1${path}`)
  );
}
