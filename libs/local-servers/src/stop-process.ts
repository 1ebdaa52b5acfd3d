import type { RunningProcess } from './child-process.ts';
import type { WaitRuntime } from './wait-until.ts';

/** One signal, and how long to wait for its effect before the next. */
export type StopStep = readonly [signal: NodeJS.Signals, graceMs: number];

/** Sends the signals one after the other until the process has ended; SIGKILL is the last in any case. */
export async function stopProcess(
  child: RunningProcess,
  { timers }: Pick<WaitRuntime, 'timers'>,
  steps: readonly StopStep[],
): Promise<void> {
  for (const [signal, graceMs] of steps) {
    child.signal(signal);
    const ended = new AbortController();
    const exited = child.exited.then(() => ended.abort());
    await Promise.race([exited, timers.sleep(graceMs, ended.signal)]);
    if (!child.running) return;
  }
  child.signal('SIGKILL');
  await child.exited;
}
