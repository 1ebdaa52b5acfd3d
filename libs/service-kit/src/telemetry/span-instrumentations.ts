import fastifyOtel from '@fastify/otel';
import type { Instrumentation } from '@opentelemetry/instrumentation';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { isProbe } from '../health/probe-paths.ts';

/**
 * What tells more of a request: its route and handler, its SQL. It stands around every hook and every statement, so it is
 * loaded only where somebody is to see its spans.
 */
export const spanInstrumentations = (): Instrumentation[] => [
  new PgInstrumentation({ requireParentSpan: true, ignoreConnectSpans: true }),
  new fastifyOtel.FastifyOtelInstrumentation({
    registerOnInitialization: true,
    instrumentHooks: false,
    ignorePaths: ({ url }) => isProbe(url),
  }),
];
