import type { Runtime } from '@clipcast/kernel';
import { createServiceApp } from '@clipcast/service-kit';
import { eventually } from '@clipcast/testing';
import { AppModule } from '../app.module.ts';
import { acceptUploads } from '../clips/register-clip/multipart.adapter.ts';
import { readPublishConfig } from '../config.ts';
import type { Ask } from './http-ask.ts';

export interface Replica {
  readonly ask: Ask;
  close(): Promise<void>;
}

/** A replica of publish-service in this process; resolves when it is ready. */
export async function startReplica(
  environment: Readonly<Record<string, string>>,
  runtime: Runtime,
): Promise<Replica> {
  const config = readPublishConfig({ LOG_LEVEL: 'silent', ...environment });
  const app = await createServiceApp({
    name: 'publish-service',
    config,
    runtime,
    module: AppModule.with(config, runtime),
    configureFastify: acceptUploads,
  });
  const ask: Ask = async ({ method, path, headers = {}, payload }) => {
    const answer = await app.inject({ method, url: path, headers, ...(payload && { payload }) });
    return { status: answer.statusCode, body: answer.body === '' ? undefined : answer.json() };
  };
  await eventually(async () => expect((await ask({ method: 'GET', path: '/readyz' })).status).toBe(200), {
    withinMs: 60_000,
  });
  return { ask, close: () => app.close() };
}
