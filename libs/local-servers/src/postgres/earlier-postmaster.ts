import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { LocalServerError } from '../local-server-error.ts';
import { commandOf, isAlive } from '../process-identity.ts';
import { waitUntil, type WaitRuntime } from '../wait-until.ts';

const STOP_WITHIN_MS = 15_000;

/**
 * A platform that was killed leaves its server running, or a pid file that by now names somebody else's process. The
 * server is asked to stop (so that pid, log and signals are ours again), the misleading file is removed. A file of a
 * process that is simply gone is PostgreSQL's own business: it recovers.
 * @throws {LocalServerError} when the earlier server does not stop.
 */
export async function clearEarlierPostmaster(dataDir: string, runtime: WaitRuntime): Promise<void> {
  const pidFile = join(dataDir, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n', 1)[0]);
  if (!isAlive(pid)) return;
  if (!commandOf(pid).includes(dataDir)) {
    rmSync(pidFile);
    return;
  }
  // SIGINT is PostgreSQL's fast shutdown: sessions are ended, nothing committed is lost.
  process.kill(pid, 'SIGINT');
  const stopped = await waitUntil(runtime, () => !isAlive(pid), { withinMs: STOP_WITHIN_MS });
  if (stopped) return;
  throw new LocalServerError(
    `A PostgreSQL server from an earlier start (process ${pid}) still uses ${dataDir} and does not stop. End it first.`,
  );
}
