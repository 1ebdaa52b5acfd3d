import type { FastifyRequest } from 'fastify';
import { currentTrace, type TraceIds } from './current-trace.ts';

const traces = new WeakMap<FastifyRequest, TraceIds>();

/** Keeps the trace a request began in: when it ends, its context is no longer the running one. */
export function rememberTrace(request: FastifyRequest): void {
  const ids = currentTrace();
  if (ids) traces.set(request, ids);
}

export const traceOf = (request: FastifyRequest): TraceIds | undefined =>
  traces.get(request) ?? currentTrace();
