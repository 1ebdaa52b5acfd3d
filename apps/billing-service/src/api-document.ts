import { systemRuntime } from '@clipcast/kernel';
import { describeService, type OpenApiDocument } from '@clipcast/service-kit';
import { AppModule } from './app.module.ts';
import { readBillingConfig } from './config.ts';

/** Servers that do not exist: nothing is opened to describe the service. */
const NOWHERE = {
  PORT: '0',
  DATABASE_URL: 'postgres://nowhere.invalid/none',
  NATS_URL: 'nats://nowhere.invalid',
  CLIPCAST_OPERATOR_KEY: 'nobody-is-let-in',
};

/** The service's OpenAPI document, as `/openapi.json` has it behind the edge. */
export const apiDocument = (): Promise<OpenApiDocument> =>
  describeService({
    name: 'billing-service',
    publicPath: '/api/billing',
    module: AppModule.with(readBillingConfig(NOWHERE), systemRuntime),
    runtime: systemRuntime,
  });
