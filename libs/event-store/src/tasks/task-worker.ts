import { backoffMs, type JsonObject, type Runtime } from '@clipcast/kernel';
import type { OnTrouble } from '../projections/projection-runner.ts';
import { WakeUp } from '../projections/wake-up.ts';
import { HeldLease } from './held-lease.ts';
import type { TaskQueue } from './task-queue.ts';
import type { Task } from './task.ts';

const POLL_MS = 200;
const TROUBLE_MS = 500;
const TROUBLE_MS_MAX = 30_000;

/** What came of working on a task: an end that is in the log, or a wait after which it is looked at again. */
export type TaskResult = 'done' | { readonly againInMs: number; readonly tries: number };

export interface TaskWorkerParts<Payload extends JsonObject> {
  readonly name: string;
  readonly queue: Pick<TaskQueue<Payload>, 'claim' | 'renew' | 'release' | 'complete' | 'leaseMs'>;
  /**
   * Works on a task, with everything that the log says about it. `signal` aborts when the lease is lost or the worker
   * stops: every call is given up then, and whatever it came to is found out by the next one to hold the task.
   */
  readonly work: (task: Task<Payload>, signal: AbortSignal) => Promise<TaskResult>;
  /** Rings a bell when there may be new tasks: the `onMoved` of the projection that makes them. Returns the way to have it silenced. */
  readonly listen?: (ring: () => void) => () => void;
  readonly runtime: Runtime;
  readonly onTrouble: OnTrouble;
}

/** Takes free tasks from a queue and works on several at a time, until it is stopped. */
export class TaskWorker<Payload extends JsonObject> {
  readonly #bell: WakeUp;
  readonly #running = new Set<Promise<void>>();

  constructor(
    private readonly parts: TaskWorkerParts<Payload>,
    private readonly concurrency: number,
  ) {
    this.#bell = new WakeUp(parts.runtime.timers);
  }

  /** Works until `signal` aborts; resolves when all work has ended and every task is given back. */
  async run(signal: AbortSignal): Promise<void> {
    const quiet = this.parts.listen?.(() => this.#bell.ring());
    while (!signal.aborted) {
      const free = this.concurrency - this.#running.size;
      const askedAtMs = this.parts.runtime.clock.monotonicMs();
      const tasks = free > 0 ? await this.#claim(free) : [];
      for (const task of tasks) this.#start(task, askedAtMs + this.parts.queue.leaseMs, signal);
      if (tasks.length === 0 || tasks.length === free) await this.#bell.wait(POLL_MS, signal);
    }
    quiet?.();
    await Promise.all(this.#running);
  }

  async #claim(limit: number): Promise<Task<Payload>[]> {
    try {
      return await this.parts.queue.claim(limit);
    } catch (error) {
      this.parts.onTrouble(this.parts.name, error);
      return [];
    }
  }

  #start(task: Task<Payload>, heldUntilMs: number, stop: AbortSignal): void {
    const work = this.#workUnderLease(task, heldUntilMs, stop)
      .catch((error: unknown) => this.parts.onTrouble(this.parts.name, error))
      .finally(() => {
        this.#running.delete(work);
        this.#bell.ring();
      });
    this.#running.add(work);
  }

  /** The lease is renewed meanwhile; without it every call is given up, and what is written about the task is void. */
  async #workUnderLease(task: Task<Payload>, heldUntilMs: number, stop: AbortSignal): Promise<void> {
    const { queue, runtime } = this.parts;
    const lease = new HeldLease(queue, task, heldUntilMs, runtime);
    const working = AbortSignal.any([stop, lease.lost]);
    const result = await this.#work(task, working);
    await lease.end();
    if (result === 'done') await queue.complete(task);
    else await queue.release(task, result.againInMs, result.tries);
  }

  /** Never throws: trouble that the work did not see to itself is waited out, longer each time. */
  async #work(task: Task<Payload>, working: AbortSignal): Promise<TaskResult> {
    try {
      return await this.parts.work(task, working);
    } catch (error) {
      if (working.aborted) return { againInMs: 0, tries: task.tries };
      this.parts.onTrouble(this.parts.name, error);
      const againInMs = backoffMs(task.tries, this.parts.runtime.random, TROUBLE_MS, TROUBLE_MS_MAX);
      return { againInMs, tries: task.tries + 1 };
    }
  }
}
