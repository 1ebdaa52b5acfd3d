import { systemRuntime } from '@clipcast/kernel';
import { runService } from '@clipcast/service-kit';
import { AppModule } from './app.module.ts';
import { readProfileConfig } from './config.ts';

await runService({
  name: 'profile-service',
  config: () => readProfileConfig(),
  module: (config) => AppModule.with(config, systemRuntime),
  runtime: systemRuntime,
});
