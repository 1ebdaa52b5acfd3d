import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { systemRuntime } from '@clipcast/kernel';
import { isAlive, waitUntil } from '@clipcast/local-servers';

const WAIT_MS = 60_000;

const take = (lock: string): boolean => {
  try {
    mkdirSync(lock);
    writeFileSync(join(lock, 'pid'), String(process.pid));
    return true;
  } catch {
    return false;
  }
};

const isAbandoned = (lock: string): boolean => {
  try {
    return !isAlive(Number(readFileSync(join(lock, 'pid'), 'utf8')));
  } catch {
    return false;
  }
};

/**
 * Runs `work` while no other process of this machine holds the same lock (a directory, which only one can make).
 * @throws when the lock does not become free within a minute.
 */
export async function withDirectoryLock<T>(lock: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(lock), { recursive: true });
  const taken = await waitUntil(
    systemRuntime,
    () => {
      if (isAbandoned(lock)) rmSync(lock, { recursive: true, force: true });
      return take(lock);
    },
    { withinMs: WAIT_MS },
  );
  if (!taken) throw new Error(`${lock} is held by another process; remove it if there is none`);
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}
