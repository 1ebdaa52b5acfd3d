import { systemRuntime } from '@clipcast/kernel';
import { runService } from '@clipcast/service-kit';
import { AppModule } from '../app.module.ts';
import { acceptUploads } from '../clips/register-clip/multipart.adapter.ts';
import { readPublishConfig } from '../config.ts';
import type { PublishingPorts } from '../publishing.module.ts';

/** publish-service as its main runs it, but for what stands around its ports. */
export const runReplica = (around: (ports: PublishingPorts) => PublishingPorts): Promise<void> =>
  runService({
    name: 'publish-service',
    config: () => readPublishConfig(),
    module: (config) => AppModule.with(config, systemRuntime, around),
    runtime: systemRuntime,
    limits: { requestTimeoutMs: 0 },
    configureFastify: acceptUploads,
  });
