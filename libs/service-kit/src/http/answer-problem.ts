import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { traceOf } from '../telemetry/request-trace.ts';
import { PROBLEM_MEDIA_TYPE } from './problem.ts';
import { problemOf, problemText } from './problem-of.ts';
import { refusalOf } from './refusal-of.ts';

/** What answers problems with. */
export interface ProblemAnswering {
  readonly logger: Logger;
  /** The path under which the edge shows this service; a problem names the path that the caller asked for. */
  readonly publicPath: string;
}

/** Answers any error as a problem document, and logs outages and bugs once, with their cause. */
export function answerProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  { logger, publicPath }: ProblemAnswering,
): void {
  const refusal = refusalOf(error);
  const trace = traceOf(request);
  if (refusal.log) {
    const route = request.routeOptions.url;
    logger.error(
      { err: error, method: request.method, route, code: refusal.code, ...trace },
      'request failed',
    );
  }
  if (reply.sent || reply.raw.headersSent) {
    // The answer has begun, so all that is left is to show the client that it is not whole.
    reply.raw.destroy();
    return;
  }
  if (refusal.retryAfterSeconds !== undefined) void reply.header('retry-after', refusal.retryAfterSeconds);
  if (refusal.status === 401) void reply.header('www-authenticate', 'Bearer realm="clipcast"');
  const path = request.url.split('?', 1)[0] ?? '/';
  void reply
    .status(refusal.status)
    .header('content-type', PROBLEM_MEDIA_TYPE)
    .send(problemText(problemOf(refusal, `${publicPath}${path}`, trace?.trace_id)));
}
