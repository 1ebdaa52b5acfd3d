import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlatformConfig } from '@clipcast/platform';
import { EXIT, Failure } from './failure.ts';

/** The operator key: from the environment, else from the platform's data directory. @throws {Failure} */
export function operatorKeyOf({ operatorKey, dataDir }: PlatformConfig): string {
  if (operatorKey !== undefined) return operatorKey;
  const file = join(dataDir, 'keys', 'operator.key');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  throw new Failure(
    `There is no operator key in ${file}. Set CLIPCAST_OPERATOR_KEY, or CLIPCAST_DATA_DIR to where the platform keeps its data.`,
    EXIT.usage,
  );
}
