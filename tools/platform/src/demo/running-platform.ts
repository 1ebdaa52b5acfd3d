import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '@clipcast/local-servers';
import type { PlatformConfig } from '../config.ts';

/** The operator key of the platform that runs on this data directory; undefined when none does. */
export function keyOfRunningPlatform({ dataDir, operatorKey }: PlatformConfig): string | undefined {
  const pidFile = join(dataDir, 'run', 'platform.pid');
  const keyFile = join(dataDir, 'keys', 'operator.key');
  if (!existsSync(pidFile) || !isAlive(Number(readFileSync(pidFile, 'utf8')))) return undefined;
  return operatorKey ?? (existsSync(keyFile) ? readFileSync(keyFile, 'utf8').trim() : undefined);
}
