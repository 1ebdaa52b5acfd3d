import { readFileSync } from 'node:fs';
import type { Runtime } from '@clipcast/kernel';

const SAMPLE_MS = 20;

/**
 * The resident memory of a process now, in MB (10^6 bytes).
 * @throws where there is no /proc (only Linux has one), or when the process has ended.
 */
export function residentMb(pid: number): number {
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  if (kibibytes === undefined) throw new Error(`The process ${pid} has no resident memory: it has ended.`);
  return (Number(kibibytes) * 1024) / 1e6;
}

/** The most that a process had resident while `work` ran, looking 50 times a second. */
export async function peakMbDuring<T>(
  { timers }: Pick<Runtime, 'timers'>,
  pid: number,
  work: () => Promise<T>,
): Promise<{ result: T; peakMb: number }> {
  const done = new AbortController();
  let peakMb = residentMb(pid);
  const watch = async (): Promise<void> => {
    while (!done.signal.aborted) {
      await timers.sleep(SAMPLE_MS, done.signal);
      peakMb = Math.max(peakMb, residentMb(pid));
    }
  };
  const watching = watch();
  const result = await work().finally(() => done.abort());
  await watching;
  return { result, peakMb };
}
