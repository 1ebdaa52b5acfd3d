import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { rememberTrace, traceOf } from '../telemetry/request-trace.ts';
import { isProbe } from '../health/probe-paths.ts';

/** One line for each request when it is over; never a header, a body, a query or an id from the path. */
export function logRequests(fastify: FastifyInstance, logger: Logger): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    rememberTrace(request);
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const line = {
      method: request.method,
      route: request.routeOptions.url ?? '(none)',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      requestId: request.id,
      ...traceOf(request),
    };
    logger[isProbe(request.url) ? 'debug' : 'info'](line, 'request');
    done();
  });
}
