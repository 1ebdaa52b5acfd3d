import { systemRuntime } from '@clipcast/kernel';
import { runService } from '@clipcast/service-kit';
import { AppModule } from './app.module.ts';
import { acceptUploads } from './clips/register-clip/multipart.adapter.ts';
import { readPublishConfig } from './config.ts';

await runService({
  name: 'publish-service',
  config: () => readPublishConfig(),
  module: (config) => AppModule.with(config, systemRuntime),
  runtime: systemRuntime,
  // An upload takes as long as its line is slow; the stream itself bounds what it may hold.
  limits: { requestTimeoutMs: 0 },
  configureFastify: acceptUploads,
});
