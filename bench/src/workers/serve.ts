import type { WorkerReport } from './worker.ts';

/** Reports trouble that a worker waits out. */
export const onTrouble = (worker: string, error: unknown): void => {
  process.stderr.write(`trouble in ${worker}: ${error instanceof Error ? error.message : String(error)}\n`);
};

const report = (): WorkerReport => {
  globalThis.gc?.();
  return { heapMb: process.memoryUsage().heapUsed / 1e6 };
};

/** What a worker does until it is asked to stop; it calls `measure` when its memory is to be looked at. */
type Work<Terms> = (terms: Terms, stopping: AbortSignal, measure: () => void) => Promise<void>;

/**
 * The whole of a worker process: does its work, reports, and ends when it is asked to. The heap is looked at while the
 * work's own objects are still alive, so the work says when.
 */
export function serve<Terms>(work: Work<Terms>): void {
  const stopping = new AbortController();
  const stopped = new Promise<void>((resolve) =>
    stopping.signal.addEventListener('abort', () => resolve(), { once: true }),
  );
  process.once('message', () => stopping.abort());
  // Without its parent nobody would ever stop it.
  process.once('disconnect', () => process.exit(1));
  let measured: WorkerReport | undefined;
  const run = async (): Promise<void> => {
    await work(JSON.parse(process.argv[2] ?? '{}') as Terms, stopping.signal, () => (measured = report()));
    await new Promise((sent) => process.send?.(measured ?? report(), sent));
    await stopped;
  };
  run().then(
    () => process.exit(0),
    (error: unknown) => {
      onTrouble('worker', error);
      process.exit(1);
    },
  );
}
