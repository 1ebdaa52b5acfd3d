import { systemRuntime } from '@clipcast/kernel';
import { runService } from '@clipcast/service-kit';
import { AppModule } from './app.module.ts';
import { readBillingConfig } from './config.ts';
import { configureFastify } from './configure-fastify.ts';

await runService({
  name: 'billing-service',
  config: () => readBillingConfig(),
  module: (config) => AppModule.with(config, systemRuntime),
  runtime: systemRuntime,
  configureFastify,
});
