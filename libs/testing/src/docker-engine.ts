import { request, type RequestOptions } from 'node:http';
import { testEnvironment } from './config.ts';

const PROBE_MS = 1_000;

const target = (dockerHost: string | undefined): RequestOptions => {
  if (!dockerHost || dockerHost.startsWith('unix://')) {
    return { socketPath: dockerHost?.slice('unix://'.length) ?? '/var/run/docker.sock' };
  }
  const { hostname, port } = new URL(dockerHost);
  return { hostname, port };
};

/** Whether a Docker engine answers within a second where the environment says it is. */
export function dockerAnswers(dockerHost = testEnvironment().dockerHost): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const probe = request({ ...target(dockerHost), path: '/_ping', timeout: PROBE_MS }, (response) => {
    response.resume();
    resolve(response.statusCode === 200);
  });
  probe.once('error', () => resolve(false));
  probe.once('timeout', () => probe.destroy());
  probe.end();
  return promise;
}
