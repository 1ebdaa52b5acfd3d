import type { Runtime } from '@clipcast/kernel';
import { peakMbDuring } from '../measure/resident-memory.ts';
import { SERVICE_FLAGS } from '../programs/programs.ts';
import { startWorker, type WorkerName } from '../workers/worker.ts';

/** What a worker held in memory, in MB (10^6 bytes). */
export interface WorkerMemory {
  /** The most that was resident while it worked. */
  readonly peakMb: number;
  /** What its heap still held at the end of the work, after a full collection. */
  readonly heapMb: number;
}

/**
 * Runs a worker in a process of its own, with the flags of `npm start`, until its work is done or `done` resolves.
 * @throws {Error} when it ends without a report, or `done` fails.
 */
export async function memoryOf(
  runtime: Runtime,
  name: WorkerName,
  terms: object,
  done?: () => Promise<unknown>,
): Promise<WorkerMemory> {
  const worker = startWorker(name, terms, SERVICE_FLAGS);
  try {
    const work = (): Promise<unknown> => (done ? Promise.race([done(), worker.done]) : worker.done);
    const { peakMb } = await peakMbDuring(runtime, worker.pid, work);
    const { heapMb } = await worker.stop();
    return { peakMb, heapMb };
  } catch (error) {
    await worker.stop().catch(() => undefined);
    throw error;
  }
}
