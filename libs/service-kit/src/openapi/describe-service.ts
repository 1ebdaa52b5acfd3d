import type { Runtime } from '@clipcast/kernel';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { servedRoutes } from '../http/served-routes.ts';
import { ServiceKitModule } from '../service/service-kit.module.ts';
import type { ServiceModule } from '../service/service-options.ts';
import { openApiDocument, type OpenApiDocument } from './document.ts';

export interface DescribedService {
  /** `profile-service` */
  readonly name: string;
  /** The path under which the edge shows it. */
  readonly publicPath: string;
  readonly module: ServiceModule;
  readonly runtime: Runtime;
}

/**
 * What the service answers at `/openapi.json`, without running it: its controllers are looked at, and nothing is built,
 * opened or listened on.
 */
export async function describeService(described: DescribedService): Promise<OpenApiDocument> {
  const { name, publicPath, module, runtime } = described;
  const root = ServiceKitModule.around(module, name, publicPath, runtime);
  const app = await NestFactory.create(root, new FastifyAdapter(), {
    preview: true,
    logger: false,
    abortOnError: false,
  });
  return openApiDocument(name, publicPath, servedRoutes(app));
}
