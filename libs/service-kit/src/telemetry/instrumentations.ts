import fastifyOtel from '@fastify/otel';
import type { Instrumentation } from '@opentelemetry/instrumentation';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { isProbe } from '../health/probe-paths.ts';

/**
 * What makes spans without a loader hook: incoming and outgoing HTTP, routes and handlers, SQL. Kept to what we use,
 * because the bundle of all instrumentations doubles the time to start.
 */
export const leanInstrumentations = (): Instrumentation[] => [
  new HttpInstrumentation({ ignoreIncomingRequestHook: (request) => isProbe(request.url) }),
  new UndiciInstrumentation(),
  new PgInstrumentation({ requireParentSpan: true, ignoreConnectSpans: true }),
  new fastifyOtel.FastifyOtelInstrumentation({
    registerOnInitialization: true,
    instrumentHooks: false,
    ignorePaths: ({ url }) => isProbe(url),
  }),
];
