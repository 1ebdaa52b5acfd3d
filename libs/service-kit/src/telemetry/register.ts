import { readTelemetryConfig } from './config.ts';
import { startTelemetry } from './start-telemetry.ts';

// `node --import @clipcast/service-kit/register dist/main.js`: before http, pg and fastify are loaded, so that they can
// be instrumented.
await startTelemetry(readTelemetryConfig());
