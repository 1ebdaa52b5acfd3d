import type { EventStore } from '@clipcast/event-store';
import { systemRuntime } from '@clipcast/kernel';

const LOOK_MS = 15;

/** Reads a log on and on while it is written, and remembers every fact that did not follow the one before it. */
export class LogWatch {
  readonly #done = new AbortController();
  readonly #torn: string[] = [];
  readonly #reading: Promise<void>;

  constructor(store: EventStore) {
    this.#reading = this.#read(store);
  }

  /** What a reader has seen out of order; nothing, as long as position order is commit order. */
  async stop(): Promise<readonly string[]> {
    this.#done.abort();
    await this.#reading;
    return this.#torn;
  }

  async #read(store: EventStore): Promise<void> {
    for (let last = 0n; !this.#done.signal.aborted;) {
      // Our own session is ended now and then, as everybody's.
      const events = await store.readAll(last, 1_000).catch(() => []);
      for (const { position } of events) {
        if (position !== last + 1n) this.#torn.push(`a reader saw position ${position} after ${last}`);
        last = position;
      }
      await systemRuntime.timers.sleep(LOOK_MS, this.#done.signal);
    }
  }
}
