import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export type WorkerName = 'bare-calls' | 'rebuild' | 'relay' | 'subscriber';

/** What a worker says when its work is done. */
export interface WorkerReport {
  /** What its heap held after everything that could be collected was, in MB (10^6 bytes). */
  readonly heapMb: number;
}

/** A part of the engine in a process of its own. */
export interface Worker {
  readonly pid: number;
  /** Resolves with its report when its work has an end and is done; rejects when the process ends without one. */
  readonly done: Promise<WorkerReport>;
  /** Asks it to finish what it is at, and waits until the process has ended. */
  stop(): Promise<WorkerReport>;
}

/** Starts `<name>.worker.ts` with its terms; what it has to say goes to our standard error. */
export function startWorker(name: WorkerName, terms: object, flags: readonly string[] = []): Worker {
  const child = fork(join(import.meta.dirname, `${name}.worker.js`), [JSON.stringify(terms)], {
    execArgv: ['--expose-gc', ...flags],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const { promise: done, resolve, reject } = Promise.withResolvers<WorkerReport>();
  child.once('message', (message) => resolve(message as WorkerReport));
  const ended = once(child, 'close').then(([code]) =>
    reject(new Error(`The ${name} ended without a report (exit code ${String(code)}).`)),
  );
  // Whoever waits for it or stops it hears of it; at times that is nobody yet.
  done.catch(() => undefined);
  return {
    pid: child.pid ?? 0,
    done,
    stop: async () => {
      if (child.connected) child.send('stop');
      const report = await done;
      await ended;
      return report;
    },
  };
}
