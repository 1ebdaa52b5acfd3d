import type { FastifyInstance } from 'fastify';
import { badRequest, INTERNAL_ERROR, Refusal, TOO_LARGE, type Answer } from './answer.ts';
import { send } from './send-answer.ts';

/** Unknown routes and whatever a handler throws, in the shapes of Postiz. */
export function registerErrorAnswers(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) =>
    send(reply, badRequest(`Cannot ${request.method} ${request.url}`, 404).answer),
  );
  app.setErrorHandler((error, _request, reply) => send(reply, answerOf(error)));
}

function answerOf(error: unknown): Answer {
  if (error instanceof Refusal) return error.answer;
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : 500;
  if (status === 413) return TOO_LARGE;
  // What the framework itself refuses (a broken multipart body, a bad header) is a bad request there too.
  return error instanceof Error && typeof status === 'number' && status < 500
    ? badRequest(error.message).answer
    : INTERNAL_ERROR;
}
