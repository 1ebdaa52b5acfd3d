import { systemRuntime } from '@clipcast/kernel';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ConfigError } from '../config/config-error.ts';
import type { ServiceConfig } from '../config/service-environment.ts';
import { createLogger, type Logger } from '../telemetry/logger.ts';
import { createServiceApp } from './create-service-app.ts';
import { giveBackMemoryOfStart } from './give-back-memory.ts';
import { RequestDrain } from './request-drain.ts';
import type { ServiceAppOptions, ServiceModule } from './service-options.ts';
import { stopOnSignals } from './stop-on-signals.ts';

/** A service as its `main.ts` states it. */
export interface RunOptions<Config extends ServiceConfig>
  extends
    Omit<ServiceAppOptions, 'config' | 'module' | 'runtime'>,
    Partial<Pick<ServiceAppOptions, 'runtime'>> {
  /** Reads the environment; a `ConfigError` it throws is printed, all problems at once, and ends the process. */
  readonly config: () => Config;
  readonly module: (config: Config) => ServiceModule;
}

/** Runs a service until it is told to stop. Resolves when it listens; whatever keeps it from that ends the process with 1. */
export async function runService<Config extends ServiceConfig>(options: RunOptions<Config>): Promise<void> {
  const runtime = options.runtime ?? systemRuntime;
  const config = readOrExit(options.config);
  const logger = createLogger(options.name, config.LOG_LEVEL, options.logTo);
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      logger.fatal({ err: error }, event);
      process.exit(1);
    });
  }
  let drain: RequestDrain | undefined;
  try {
    const app = await createServiceApp({
      ...options,
      runtime,
      config,
      module: options.module(config),
      configureFastify: async (fastify) => {
        drain = new RequestDrain(fastify);
        await options.configureFastify?.(fastify);
      },
    });
    stopOnSignals({ app, logger, runtime, drain, delayMs: config.SHUTDOWN_DELAY_MS });
    const address = await listen(app, config);
    giveBackMemoryOfStart();
    logger.info(
      { address, publicPath: config.CLIPCAST_PUBLIC_PATH },
      `${options.name} listens on ${address}`,
    );
  } catch (error) {
    exitWith(error, logger, config);
  }
}

function readOrExit<Config>(read: () => Config): Config {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

/** Through Fastify itself, because Nest would log a taken port a second time in its own words. */
const listen = (app: NestFastifyApplication, { PORT, HOST }: ServiceConfig): Promise<string> =>
  app.getHttpAdapter().getInstance().listen({ port: PORT, host: HOST });

function exitWith(error: unknown, logger: Logger, { HOST, PORT }: ServiceConfig): never {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  if (code === 'EADDRINUSE') logger.fatal(`port ${PORT} on ${HOST} is taken by another process`);
  else logger.fatal({ err: error }, 'the service could not start');
  process.exit(1);
}
