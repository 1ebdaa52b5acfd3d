import { systemRuntime } from '@clipcast/kernel';
import { runService } from '@clipcast/service-kit';
import { AppModule } from './app.module.ts';
import { readPublishConfig } from './config.ts';
import { configureFastify } from './configure-fastify.ts';

await runService({
  name: 'publish-service',
  config: () => readPublishConfig(),
  module: (config) => AppModule.with(config, systemRuntime),
  runtime: systemRuntime,
  // An upload takes as long as its line is slow; the stream itself bounds what it may hold.
  limits: { requestTimeoutMs: 0 },
  configureFastify,
});
