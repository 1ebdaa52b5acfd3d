import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandOf, isAlive, LocalServerError, waitUntil, type WaitRuntime } from '@clipcast/local-servers';

/** `<data dir>/run/<name>.pid`, for people, scripts and the next start. */
export const pidFile = (runDir: string, name: string): string => join(runDir, `${name}.pid`);

export const writePid = (runDir: string, name: string, pid: number): void =>
  writeFileSync(pidFile(runDir, name), `${pid}\n`);

export const removePid = (runDir: string, name: string): void =>
  rmSync(pidFile(runDir, name), { force: true });

/** The process of a pid file, if it lives and its command line shows that it is the program we mean. */
const livingPid = (runDir: string, name: string, marker: string): number | undefined => {
  const file = pidFile(runDir, name);
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, 'utf8'));
  return isAlive(pid) && commandOf(pid).includes(marker) ? pid : undefined;
};

const PLATFORM = 'platform';

/**
 * Marks this data directory as ours until `release`.
 * @param marker what the command line of a platform contains.
 * @throws {LocalServerError} when a platform already runs on it.
 */
export function claimDataDirectory(dataDir: string, runDir: string, marker: string): { release(): void } {
  const running = livingPid(runDir, PLATFORM, marker);
  if (running !== undefined && running !== process.pid) {
    throw new LocalServerError(
      `Clipcast is already running on ${dataDir} (process ${running}). Stop it with Ctrl-C there, or start a second ` +
        'one beside it with its own CLIPCAST_PORT and CLIPCAST_DATA_DIR.',
    );
  }
  writePid(runDir, PLATFORM, process.pid);
  return { release: () => removePid(runDir, PLATFORM) };
}

const STOP_WITHIN_MS = 5_000;

/** Ends a program that an earlier platform, itself killed, has left behind. */
export async function endLeftover(
  runDir: string,
  name: string,
  marker: string,
  runtime: WaitRuntime,
): Promise<void> {
  const pid = livingPid(runDir, name, marker);
  if (pid === undefined) return;
  process.kill(pid, 'SIGTERM');
  if (await waitUntil(runtime, () => !isAlive(pid), { withinMs: STOP_WITHIN_MS })) return;
  process.kill(pid, 'SIGKILL');
  await waitUntil(runtime, () => !isAlive(pid), { withinMs: STOP_WITHIN_MS });
}
