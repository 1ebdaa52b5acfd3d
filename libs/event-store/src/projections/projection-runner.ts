import { backoffMs, type Runtime } from '@clipcast/kernel';
import type { Database } from '../database/open-database.ts';
import type { LogTables } from '../database/log-tables.ts';
import type { EventStore } from '../log/event-store.ts';
import type { Leadership } from './leadership.ts';
import type { Projection } from './projection.ts';
import { WakeUp } from './wake-up.ts';
import { FencedError, OtherVersionError, Watermarks } from './watermarks.ts';

const BATCH_EVENTS_MAX = 1_000;
/** How soon appends of other replicas are seen; appends of this process ring the bell. */
const POLL_MS = 250;
const CATCH_UP_POLL_MS = 5;
/**
 * After a batch the next one gathers for a moment: while facts keep coming, a transaction for every append would cost more
 * than what it writes, and take its time from the appends. What comes after a quiet moment is shown at once.
 */
const GATHER_MS = 15;
/** So much longer while nobody waits for what was written. Workers cannot say that they wait, so tasks are not held up. */
const LINGER_MS = 85;

/** Called when a worker meets trouble it will try again. */
export type OnTrouble = (worker: string, error: unknown) => void;

/** Keeps one read model up to date with this service's own log, resuming from its watermark. */
export class ProjectionRunner<Tables extends LogTables> {
  readonly #bell: WakeUp;
  /** Rung by whoever waits for what is in the log already. */
  readonly #hurry: WakeUp;
  readonly #hasTasks: boolean;
  readonly #watermarks: Watermarks;
  readonly #listeners = new Set<() => void>();

  constructor(
    private readonly store: EventStore,
    private readonly database: Database<Tables>,
    private readonly leadership: Leadership,
    private readonly projection: Projection<Tables>,
    private readonly runtime: Runtime,
    private readonly onTrouble: OnTrouble,
  ) {
    this.#bell = new WakeUp(runtime.timers);
    this.#hurry = new WakeUp(runtime.timers);
    this.#hasTasks = projection.tables.some(({ workerColumns }) => workerColumns !== undefined);
    this.#watermarks = new Watermarks((database as unknown as Database).db);
  }

  get name(): string {
    return this.projection.name;
  }

  /** Works until `signal` aborts; trouble is reported, waited out and tried again, never skipped. */
  async run(signal: AbortSignal): Promise<void> {
    const quiet = this.store.onAppend(() => this.#bell.ring());
    // Releases with different versions lead apart: one that waits must not keep the other from feeding its tables.
    const task = `projection:${this.name}:v${this.projection.version}`;
    await this.leadership.hold(task, signal, (leading) => this.#follow(leading));
    quiet();
  }

  /** Tells whenever this process has moved the read model on, after the commit. Returns the way to stop that. */
  onMoved(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves once the read model holds everything that was in the log at the call, or after `withinMs`. */
  async caughtUp(withinMs: number): Promise<void> {
    const { position: wanted } = await this.store.head();
    const until = this.runtime.clock.monotonicMs() + withinMs;
    for (let looks = 0; ; looks += 1) {
      const mark = await this.#watermarks.find(this.name, this.store.service);
      if ((mark?.position ?? 0n) >= wanted || this.runtime.clock.monotonicMs() > until) return;
      // What another replica has appended has not rung here.
      if (looks === 0) this.#bell.ring();
      this.#hurry.ring();
      await this.runtime.timers.sleep(CATCH_UP_POLL_MS);
    }
  }

  async #follow(signal: AbortSignal): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      try {
        const applied = await this.#applyNext();
        failures = 0;
        if (applied === 0) await this.#bell.wait(POLL_MS, signal);
        else if (applied < BATCH_EVENTS_MAX) await this.#gather(signal);
      } catch (error) {
        // Nothing is wrong: the tables are another release's, or a switch has just moved them on.
        if (error instanceof OtherVersionError || error instanceof FencedError) {
          await this.#bell.wait(POLL_MS, signal);
          continue;
        }
        this.onTrouble(`projection ${this.name}`, error);
        await this.#watermarks.note(this.name, this.store.service, String(error));
        await this.runtime.timers.sleep(backoffMs(failures, this.runtime.random), signal);
        failures += 1;
      }
    }
  }

  async #gather(signal: AbortSignal): Promise<void> {
    await this.runtime.timers.sleep(GATHER_MS, signal);
    if (!this.#hasTasks) await this.#hurry.wait(LINGER_MS, signal);
  }

  /** Applies the next batch, and answers how many facts it had. */
  async #applyNext(): Promise<number> {
    const head = await this.store.head();
    const { name, version } = this.projection;
    const mark = await this.#watermarks.read(name, this.store.service, version);
    if (mark.position >= head.position) return 0;
    const events = await this.store.follow(mark.position, BATCH_EVENTS_MAX);
    const last = events.at(-1);
    if (!last) return 0;
    await this.database.db.transaction().execute(async (tx) => {
      const worker = { name, source: this.store.service, version };
      await Watermarks.move(
        tx as never,
        worker,
        mark.position,
        last.position,
        head.epoch,
        this.runtime.clock.now(),
      );
      await this.projection.apply(tx, events);
    });
    for (const listener of this.#listeners) listener();
    return events.length;
  }
}
