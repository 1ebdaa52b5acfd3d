import { DomainError, type ErrorKind } from '@clipcast/kernel';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/**
 * Whether the key of a request would be let in now as it was then. For what outlives the moment: a stream goes on for hours,
 * and must not outlive its key. Rejects when it cannot be found out.
 */
export type KeyStanding = () => Promise<boolean>;

const standings = new WeakMap<FastifyRequest, KeyStanding>();
const LET_IN_NO_MORE: ReadonlySet<ErrorKind> = new Set(['unauthenticated', 'forbidden', 'not_found']);

/** `admit` lets the request in once more, or refuses it as the guard does. */
export const rememberStanding = (request: FastifyRequest, admit: () => Promise<unknown>): void => {
  standings.set(request, () => admit().then(() => true, falseIfRefused));
};

/** `@Standing() isStillAllowed: KeyStanding`. On a public route everybody is, always. */
export const Standing = createParamDecorator((_data: unknown, context: ExecutionContext): KeyStanding => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  return standings.get(request) ?? (() => Promise.resolve(true));
});

function falseIfRefused(error: unknown): false {
  if (error instanceof DomainError && LET_IN_NO_MORE.has(error.kind)) return false;
  throw error;
}
