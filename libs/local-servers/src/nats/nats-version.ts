import { spawnSync } from 'node:child_process';

/** The oldest nats-server on which the core path passes. */
export const NATS_VERSION_MIN = '2.9.10';

/** `2.12.1` for a program that says `nats-server: v2.12.1`; undefined for a program that is none. */
export function natsVersion(binary: string): string | undefined {
  const { stdout } = spawnSync(binary, ['--version'], { encoding: 'utf8', timeout: 10_000 });
  return /v(\d+\.\d+\.\d+)/.exec(String(stdout))?.[1];
}

/** Whether a version such as `2.10.27` is at least the oldest we can use. */
export const isNewEnough = (version: string): boolean =>
  version.localeCompare(NATS_VERSION_MIN, 'en', { numeric: true }) >= 0;
