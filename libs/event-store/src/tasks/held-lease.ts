import type { JsonObject, Runtime } from '@clipcast/kernel';
import type { TaskQueue } from './task-queue.ts';
import type { Task } from './task.ts';

/** Renewed this often within the time of a lease, so that two failures in a row lose nothing. */
const RENEWALS = 3;

/** A lease that is kept up while somebody works under it. */
export class HeldLease<Payload extends JsonObject> {
  readonly #lost = new AbortController();
  readonly #ended = new AbortController();
  readonly #renewing: Promise<void>;

  /** `heldUntilMs` is on the monotonic clock, and not later than the end of the lease in the database. */
  constructor(
    private readonly queue: Pick<TaskQueue<Payload>, 'renew' | 'leaseMs'>,
    private readonly task: Task<Payload>,
    private heldUntilMs: number,
    private readonly runtime: Pick<Runtime, 'clock' | 'timers'>,
  ) {
    this.#renewing = this.#keep();
  }

  /** Aborts when the task may belong to somebody else. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** Stops renewing; no renewal is under way afterwards. */
  async end(): Promise<void> {
    this.#ended.abort();
    await this.#renewing;
  }

  /** Gives the work up at the end of the lease, also when the database does not answer whether it was renewed. */
  async #keep(): Promise<void> {
    const { clock, timers } = this.runtime;
    const { leaseMs } = this.queue;
    const ended = this.#ended.signal;
    for (;;) {
      await timers.sleep(Math.min(leaseMs / RENEWALS, this.#leftMs()), ended);
      if (ended.aborted) return;
      const leftMs = this.#leftMs();
      if (leftMs === 0) return this.#lost.abort();
      const askedAtMs = clock.monotonicMs();
      const end = timers.deadline(leftMs, ended);
      const held = await Promise.race([this.queue.renew(this.task).catch(() => undefined), aborted(end)]);
      if (held === false) return this.#lost.abort();
      if (held) this.heldUntilMs = askedAtMs + leaseMs;
    }
  }

  #leftMs(): number {
    return Math.max(0, this.heldUntilMs - this.runtime.clock.monotonicMs());
  }
}

const aborted = (signal: AbortSignal): Promise<undefined> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
