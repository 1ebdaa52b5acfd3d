import type { Runtime } from '@clipcast/kernel';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { HealthChecks } from '../health/health-checks.ts';
import type { Logger } from '../telemetry/logger.ts';
import { shutdownTelemetry } from '../telemetry/start-telemetry.ts';
import type { RequestDrain } from './request-drain.ts';

interface Running {
  readonly app: NestFastifyApplication;
  readonly logger: Logger;
  readonly runtime: Pick<Runtime, 'timers'>;
  readonly drain: RequestDrain | undefined;
  readonly delayMs: number;
}

const DRAIN_MS_MAX = 8_000;
const CLOSE_MS_MAX = 10_000;
const TELEMETRY_MS_MAX = 3_000;

/**
 * SIGTERM and SIGINT stop the service in order: not ready, finish the requests in flight, Nest's shutdown hooks
 * (consumers, then the server, then pools), telemetry, exit 0. A second signal exits at once, which is safe by design.
 */
export function stopOnSignals(running: Running): void {
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      void stop(running, signal);
    });
  }
}

async function stop({ app, logger, runtime, drain, delayMs }: Running, signal: string): Promise<void> {
  const { timers } = runtime;
  logger.info({ signal }, 'stopping');
  app.get(HealthChecks).stopping();
  try {
    if (delayMs > 0) await timers.sleep(delayMs);
    await drain?.finish(timers, DRAIN_MS_MAX);
    await within(CLOSE_MS_MAX, app.close(), 'the shutdown hooks', timers);
    // A collector that is away costs the last spans, not a clean exit.
    await within(TELEMETRY_MS_MAX, shutdownTelemetry(), 'telemetry', timers).catch((error: unknown) => {
      logger.warn({ err: error }, 'the last spans were not sent');
    });
    process.exit(0);
  } catch (error) {
    logger.error({ err: error }, 'did not stop cleanly');
    process.exit(1);
  }
}

async function within(
  msMax: number,
  work: Promise<void>,
  name: string,
  timers: Runtime['timers'],
): Promise<void> {
  const over = new AbortController();
  const late = timers.sleep(msMax, over.signal).then(() => {
    if (!over.signal.aborted) throw new Error(`${name} did not end within ${msMax} ms`);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    over.abort();
  }
}
