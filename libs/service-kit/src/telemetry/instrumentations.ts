import type { Instrumentation } from '@opentelemetry/instrumentation';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { isProbe } from '../health/probe-paths.ts';

/**
 * What gives each request a trace and hands it on with what goes out, without a loader hook. Kept to what we use, because
 * the bundle of all instrumentations doubles the time to start.
 */
export const traceInstrumentations = (): Instrumentation[] => [
  new HttpInstrumentation({ ignoreIncomingRequestHook: (request) => isProbe(request.url) }),
  new UndiciInstrumentation(),
];
