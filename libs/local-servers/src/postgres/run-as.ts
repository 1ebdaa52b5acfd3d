import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { LocalServerError } from '../local-server-error.ts';

/** The user PostgreSQL runs as; nothing to set when we are not root. */
export interface RunAs {
  readonly uid?: number;
  readonly gid?: number;
}

/** Users that a machine already has; PostgreSQL refuses root, and initdb wants a name in the user database. */
const CANDIDATES = ['postgres', 'nobody'];

const idOf = (flag: '-u' | '-g', user: string): number | undefined => {
  try {
    return Number(
      execFileSync('id', [flag, user], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    );
  } catch {
    return undefined;
  }
};

const ownerOf = (dataDir: string): RunAs | undefined => {
  const marker = join(dataDir, 'PG_VERSION');
  if (!existsSync(marker)) return undefined;
  const { uid, gid } = statSync(marker);
  return { uid, gid };
};

/**
 * Who shall run the server of this data directory: ourselves, or, when we are root, the directory's owner, else an
 * unprivileged user that exists.
 * @throws {LocalServerError} when root finds no such user, or the directory belongs to somebody else.
 */
export function runAs(dataDir: string): RunAs {
  const owner = ownerOf(dataDir);
  const ourUid = process.getuid?.();
  if (ourUid !== 0) {
    if (owner && ourUid !== undefined && owner.uid !== ourUid) {
      throw new LocalServerError(
        `The database in ${dataDir} belongs to another user (uid ${owner.uid}). ` +
          'Start as that user, or name another data directory with CLIPCAST_DATA_DIR.',
      );
    }
    return {};
  }
  if (owner && owner.uid !== 0) return owner;
  for (const user of CANDIDATES) {
    const uid = idOf('-u', user);
    const gid = idOf('-g', user);
    if (uid !== undefined && gid !== undefined && uid !== 0) return { uid, gid };
  }
  throw new LocalServerError(
    'PostgreSQL refuses to run as root and this machine has neither a user "postgres" nor "nobody". ' +
      'Start as an ordinary user.',
  );
}

/** Gives a file or directory of ours to the user that runs the server. */
export const handOver = (path: string, { uid, gid }: RunAs): void => {
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
};
