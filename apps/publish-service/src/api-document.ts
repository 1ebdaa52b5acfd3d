import { systemRuntime } from '@clipcast/kernel';
import { describeService, type OpenApiDocument } from '@clipcast/service-kit';
import { AppModule } from './app.module.ts';
import { readPublishConfig } from './config.ts';

/** A key ring is read when the service is put together. */
const NO_KEYS = JSON.stringify({ primary: 'none', keys: { none: Buffer.alloc(32).toString('base64') } });

/** Servers that do not exist: nothing is opened to describe the service. */
const NOWHERE = {
  PORT: '0',
  DATABASE_URL: 'postgres://nowhere.invalid/none',
  NATS_URL: 'nats://nowhere.invalid',
  CLIPCAST_OPERATOR_KEY: 'nobody-is-let-in',
  CLIPCAST_KEYRING: NO_KEYS,
  CLIPCAST_MEDIA_DIR: 'nowhere',
};

/** The service's OpenAPI document, as `/openapi.json` has it behind the edge. */
export const apiDocument = (): Promise<OpenApiDocument> =>
  describeService({
    name: 'publish-service',
    publicPath: '/api/publish',
    module: AppModule.with(readPublishConfig(NOWHERE), systemRuntime),
    runtime: systemRuntime,
  });
