import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalServerError } from '../local-server-error.ts';
import type { PostgresBinaries } from './binaries.ts';
import { handOver, runAs, type RunAs } from './run-as.ts';

/** The superuser of a server that we made. */
export const SUPERUSER = 'clipcast';

const canEnter = (directory: string, user: RunAs): boolean =>
  spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', directory], { ...user, cwd: '/', stdio: 'ignore' }).status ===
  0;

/** Whether the user that PostgreSQL runs as (another one than ours, when we are root) can get through `directory`. */
export const isReachableForPostgres = (directory: string): boolean => canEnter(directory, runAs(directory));

const assertReachable = (dataDir: string, user: RunAs): void => {
  if (canEnter(dataDir, user)) return;
  throw new LocalServerError(
    `PostgreSQL does not run as root, and the user it runs as (uid ${user.uid ?? 'ours'}) cannot reach ${dataDir}, ` +
      'because a directory above it is closed to others. Set CLIPCAST_DATA_DIR to a place that every user can ' +
      'reach, for example CLIPCAST_DATA_DIR=/var/lib/clipcast.',
  );
};

/** Runs initdb with the password in a file only its user can read, so that it appears in no process list. */
const initialise = (dataDir: string, password: string, binaries: PostgresBinaries, user: RunAs): void => {
  const scratch = mkdtempSync(join(tmpdir(), 'clipcast-initdb-'));
  const passwordFile = join(scratch, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  handOver(scratch, user);
  handOver(passwordFile, user);
  try {
    const made = spawnSync(
      binaries.initdb,
      [
        '-D',
        dataDir,
        `--username=${SUPERUSER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--no-instructions',
      ],
      { ...user, cwd: dataDir, encoding: 'utf8' },
    );
    if (made.status === 0) return;
    throw new LocalServerError(
      `initdb could not make a database in ${dataDir}:\n${made.stderr || made.stdout}`,
    );
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
};

/**
 * Makes the database directory on its first use; later calls only check that the server's user can reach it.
 * @throws {LocalServerError} when it cannot be reached or made.
 */
export function prepareDataDirectory(
  dataDir: string,
  password: string,
  binaries: PostgresBinaries,
  user: RunAs,
): void {
  const isNew = !existsSync(join(dataDir, 'PG_VERSION'));
  if (isNew) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    handOver(dataDir, user);
  }
  assertReachable(dataDir, user);
  if (isNew) initialise(dataDir, password, binaries, user);
}
