import { chmodSync, existsSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isReachableForPostgres } from '@clipcast/local-servers';

/** Where a system's services keep their data, and every user can get through. */
const SHARED_PLACE = '/var/lib/clipcast-';

/**
 * The directory in which PostgreSQL really keeps its data. PostgreSQL does not run as root, and the user it runs as
 * cannot get to a clone in root's home, which is closed to others: then it is made elsewhere and `wanted` leads there.
 * @param say told where, when that is done.
 */
export function postgresDirectory(
  wanted: string,
  say: (line: string) => void,
  sharedPlace: string = SHARED_PLACE,
): string {
  if (existsSync(wanted)) return realpathSync(wanted);
  if (isReachableForPostgres(dirname(wanted))) return wanted;
  const elsewhere = mkdtempSync(sharedPlace);
  chmodSync(elsewhere, 0o755);
  const directory = join(elsewhere, 'postgres');
  mkdirSync(directory, { mode: 0o700 });
  symlinkSync(directory, wanted);
  say(
    `PostgreSQL does not run as root and its user cannot reach ${dirname(wanted)}: its data is in ${directory}`,
  );
  return directory;
}
