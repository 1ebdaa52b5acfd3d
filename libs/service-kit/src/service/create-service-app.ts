import { ModulesContainer, NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { AccessGuard } from '../auth/access.guard.ts';
import { KeyDirectory } from '../auth/key-directory.ts';
import { KeyRing } from '../auth/key-ring.ts';
import { requireDeclaredAccess } from '../auth/require-declared-access.ts';
import { API_PREFIX, unprefixedPaths } from '../http/api-paths.ts';
import { acceptJsonBodies } from '../http/json-bodies.ts';
import { ProblemFilter } from '../http/problem.filter.ts';
import { logRequests } from '../http/request-log.ts';
import { watchRoutes } from '../http/require-known-routes.ts';
import { addSecurityHeaders } from '../http/security-headers.ts';
import { servedRoutes } from '../http/served-routes.ts';
import { HealthChecks } from '../health/health-checks.ts';
import { ApiDescription } from '../openapi/api-description.ts';
import { createLogger } from '../telemetry/logger.ts';
import { NestLogger } from '../telemetry/nest-logger.ts';
import { fastifyAdapter } from './fastify-adapter.ts';
import { ServiceKitModule } from './service-kit.module.ts';
import type { ServiceAppOptions } from './service-options.ts';

/**
 * The whole service without a port: everything `runService` does but listening and signals. For tests: `app.inject(…)`,
 * then `app.close()`.
 * @throws {Error} when a route declares no access, or Fastify serves one that no controller declares.
 */
export async function createServiceApp(options: ServiceAppOptions): Promise<NestFastifyApplication> {
  const { name, config, runtime } = options;
  const logger = createLogger(name, config.LOG_LEVEL, options.logTo);
  const answering = { logger, publicPath: config.CLIPCAST_PUBLIC_PATH };
  const adapter = fastifyAdapter(answering, runtime, options.limits);
  const fastify: FastifyInstance = adapter.getInstance();
  const requireKnownRoutes = watchRoutes(fastify);
  addSecurityHeaders(fastify);
  logRequests(fastify, logger);
  acceptJsonBodies(fastify);
  await options.configureFastify?.(fastify);

  const root = ServiceKitModule.around(options.module, name, config.CLIPCAST_PUBLIC_PATH, runtime);
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, {
    logger: new NestLogger(logger),
    abortOnError: false,
    bodyParser: false,
  });
  try {
    app.setGlobalPrefix(API_PREFIX, { exclude: unprefixedPaths });
    app.useGlobalFilters(new ProblemFilter(answering));
    app.useGlobalGuards(new AccessGuard(new KeyRing(config.CLIPCAST_OPERATOR_KEY, keyDirectoryOf(app))));
    const routes = servedRoutes(app);
    requireDeclaredAccess(routes);
    app.get(ApiDescription).describe(routes);
    await app.init();
    await fastify.ready();
    requireKnownRoutes(routes);
    app.get(HealthChecks).started();
    return app;
  } catch (error) {
    // Modules may have opened pools and consumers already; the first error is the one to tell.
    await app.close().catch(() => undefined);
    throw error;
  }
}

/** Whichever module of the service provides one; asking Nest for what is not there would log an error. */
function keyDirectoryOf(app: NestFastifyApplication): KeyDirectory | undefined {
  const modules = [...app.get(ModulesContainer).values()];
  const provided = modules.some(({ providers }) => providers.has(KeyDirectory));
  return provided ? app.get<KeyDirectory>(KeyDirectory as never, { strict: false }) : undefined;
}
