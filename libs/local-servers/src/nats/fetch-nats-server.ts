import { execFile } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { packageSources } from './package-source.ts';

const run = promisify(execFile);
const STEP_TIMEOUT_MS = 120_000;

/** apt with lists, caches and sources of its own: the machine's apt is neither changed nor locked. */
const isolatedApt = (home: string, source: string): ((...args: string[]) => Promise<unknown>) => {
  mkdirSync(join(home, 'state/lists/partial'), { recursive: true });
  mkdirSync(join(home, 'cache/archives/partial'), { recursive: true });
  writeFileSync(join(home, 'status'), '');
  writeFileSync(join(home, 'sources.list'), source);
  const options = [
    `Dir::State=${home}/state`,
    `Dir::State::status=${home}/status`,
    `Dir::Cache=${home}/cache`,
    `Dir::Etc::sourcelist=${home}/sources.list`,
    'Dir::Etc::sourceparts=/dev/null',
    'Dir::Etc::preferencesparts=/dev/null',
    // As root, apt would change to a user that cannot write here.
    'APT::Sandbox::User=root',
    'Acquire::Languages=none',
    'Acquire::Retries=2',
  ].flatMap((option) => ['-o', option]);
  return (...args) => run('apt-get', [...options, '-qq', ...args], { cwd: home, timeout: STEP_TIMEOUT_MS });
};

const fetchFrom = async (source: string, target: string): Promise<void> => {
  const home = mkdtempSync(join(tmpdir(), 'clipcast-apt-'));
  try {
    const apt = isolatedApt(home, source);
    await apt('update');
    await apt('download', 'nats-server');
    const archive = readdirSync(home).find((name) => name.endsWith('.deb'));
    if (!archive) throw new Error('apt-get download gave no package');
    await run('dpkg-deb', ['-x', archive, 'unpacked'], { cwd: home, timeout: STEP_TIMEOUT_MS });
    mkdirSync(dirname(target), { recursive: true });
    const fresh = `${target}.${process.pid}`;
    copyFileSync(join(home, 'unpacked/usr/sbin/nats-server'), fresh);
    renameSync(fresh, target);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
};

/**
 * Takes the nats-server program out of Debian's package and puts it at `target`, on machines that have apt; nothing
 * is installed and no privileges are needed.
 * @returns what went wrong with each source; undefined when the program is there.
 */
export async function fetchNatsServer(target: string): Promise<string | undefined> {
  const failures: string[] = [];
  for (const source of packageSources()) {
    try {
      await fetchFrom(source, target);
      return undefined;
    } catch (error) {
      failures.push(error instanceof Error ? error.message.trim() : String(error));
    }
  }
  return failures.join('\n') || 'there is no apt on this machine, or it has no package source';
}
