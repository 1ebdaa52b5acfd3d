import type { Runtime } from '@clipcast/kernel';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { LogController, type FastifyReply, type FastifyRequest } from 'fastify';
import { answerClientError } from '../http/answer-client-error.ts';
import { answerProblem, type ProblemAnswering } from '../http/answer-problem.ts';
import { requestIds } from '../http/request-id.ts';
import type { HttpLimits } from './service-options.ts';

const BODY_BYTES_MAX = 256 * 1024;
const REQUEST_TIMEOUT_MS = 30_000;

/** Fastify as all services run it. */
export const fastifyAdapter = (
  answering: ProblemAnswering,
  runtime: Runtime,
  limits: HttpLimits = {},
): FastifyAdapter => {
  const { logger } = answering;
  return new FastifyAdapter({
    // Requests are drained before the server closes; what is open then (event streams) must not hold it up.
    forceCloseConnections: true,
    trustProxy: false,
    bodyLimit: limits.bodyBytesMax ?? BODY_BYTES_MAX,
    requestTimeout: limits.requestTimeoutMs ?? REQUEST_TIMEOUT_MS,
    routerOptions: { maxParamLength: 200, caseSensitive: true, ignoreTrailingSlash: false },
    // We log each request ourselves, once; of Fastify's own lines only warnings matter.
    logController: new LogController({ disableRequestLogging: true }),
    loggerInstance: logger.child({}, { level: logger.level === 'silent' ? 'silent' : 'warn' }),
    requestIdHeader: false,
    genReqId: requestIds(runtime.ids),
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      answerProblem(error, request, reply, answering);
    },
    clientErrorHandler: answerClientError,
    multipart: false,
    skipMiddie: true,
  });
};
