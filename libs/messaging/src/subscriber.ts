import type { Service } from '@clipcast/contracts';
import {
  isPassingTrouble,
  OtherVersionError,
  Watermarks,
  type Database,
  type Leadership,
  type LogTables,
  type OnTrouble,
} from '@clipcast/event-store';
import { backoffMs, type Runtime } from '@clipcast/kernel';
import { EventDelivery } from './event-delivery.ts';
import { DeadLetters } from './dead-letters.ts';
import { ForeignLog } from './foreign-log.ts';
import { HeadWatch } from './head-watch.ts';
import { Inbox, StreamMissingError } from './inbox.ts';
import { Intake } from './intake.ts';
import type { NatsLink } from './nats-link.ts';
import { Progress } from './progress.ts';
import { needsPerson } from './replaced-log.ts';
import { SubscriptionMetrics } from './subscription-metrics.ts';
import { noteStatus } from './subscription-status.ts';
import { versionOf, type Subscription } from './subscription.ts';

/** One transaction takes no more: its locks and its answer stay short. */
const BATCH_EVENTS_MAX = 500;
/** How soon a stream that its service has not made yet is looked for again. */
const STREAM_MISSING_MS = 250;
/** How soon the tables of another version are looked at again: these are being built, or the others are on their way out. */
const OTHER_VERSION_MS = 500;
const COUNT_PARKED_MS = 10_000;

/**
 * Feeds one subscription from its source's stream: one active worker over all replicas, the watermark moved together with
 * the work, acknowledged after the commit. Repeated messages fall under the watermark; what the stream has left out is read
 * from the source's log. On stopping it finishes the transaction it is at, acknowledges, and leaves.
 */
export class Subscriber<Tables extends LogTables> {
  readonly #watermarks: Watermarks;
  readonly #log: ForeignLog;
  readonly #watch: HeadWatch;
  readonly #metrics: SubscriptionMetrics;
  #countedMs = 0;

  constructor(
    /** The service that subscribes; two services may call a subscription alike. */
    private readonly owner: Service,
    private readonly database: Database<Tables>,
    private readonly link: NatsLink,
    private readonly leadership: Leadership,
    private readonly subscription: Subscription<Tables>,
    private readonly runtime: Runtime,
    private readonly onTrouble: OnTrouble,
  ) {
    this.#watermarks = new Watermarks(this.#logDatabase.db);
    this.#log = new ForeignLog(link, subscription.source);
    this.#watch = new HeadWatch(this.#log, runtime.clock);
    this.#metrics = new SubscriptionMetrics(subscription);
  }

  get name(): string {
    return this.subscription.name;
  }

  /** Events still to come, as far as this replica knows; undefined on a standby. For operators. */
  get lag(): bigint | undefined {
    return this.#metrics.lag;
  }

  /** Works until `signal` aborts. */
  async run(signal: AbortSignal): Promise<void> {
    // Releases with different versions lead apart: one that waits must not keep the other from feeding its tables.
    const task = `subscription:${this.name}:v${versionOf(this.subscription)}`;
    await this.leadership.hold(task, signal, (leading) =>
      this.#metrics.whileActive(() => this.#followForever(leading)),
    );
  }

  async #followForever(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted;) {
      await this.#follow(signal, () => (failures = 0)).catch(async (error: unknown) => {
        await this.#waitOut(error, failures, signal);
        failures += 1;
      });
    }
  }

  async #waitOut(error: unknown, failures: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    if (error instanceof OtherVersionError) {
      await this.runtime.timers.sleep(OTHER_VERSION_MS, signal);
      return;
    }
    await this.#note(error);
    if (error instanceof StreamMissingError) {
      await this.runtime.timers.sleep(STREAM_MISSING_MS, signal);
      return;
    }
    this.onTrouble(`subscription ${this.name}`, error);
    await this.runtime.timers.sleep(backoffMs(failures, this.runtime.random), signal);
  }

  /** Returns when `signal` aborts, or when the inbox has to be opened anew. */
  async #follow(signal: AbortSignal, onProgress: () => void): Promise<void> {
    const { subscription, runtime } = this;
    const nats = await this.link.connection(signal);
    const mark = await this.#watermarks.read(this.name, subscription.source, versionOf(subscription));
    const letters = await DeadLetters.load(this.#logDatabase.db, subscription, mark, runtime.ids);
    const progress = new Progress(this.database, subscription, letters, runtime.clock, this.#metrics, mark);
    const onTrouble = (error: unknown) => this.onTrouble(`subscription ${this.name}`, error);
    const delivery = new EventDelivery(subscription, progress, letters, runtime, onTrouble);
    const intake = new Intake(
      this.#log,
      progress,
      (events) => this.#patiently(() => delivery.deliver(events, signal), signal),
      this.#metrics,
      onTrouble,
    );
    const durable = `${this.owner}_${this.name}`;
    const inbox = await Inbox.open(nats, subscription.source, durable, mark, runtime.timers);
    try {
      let shown = false;
      while (inbox.open && !signal.aborted) {
        const messages = await inbox.take(BATCH_EVENTS_MAX, signal);
        if (messages.length > 0) {
          (await intake.take(messages, signal))?.ack();
          onProgress();
        }
        await this.#countParked(letters);
        const behind = this.#watch.isBehind(progress, signal);
        this.#metrics.lag = this.#lag(progress.number, messages.at(-1)?.info.pending ?? 0, inbox.held);
        if (!shown) await noteStatus(this.#logDatabase.db, subscription, 'running');
        shown = true;
        if (!behind) continue;
        await intake.catchUp(this.#watch.head, signal);
        onProgress();
        // A consumer that has left something out may do so again: the next inbox starts behind the watermark.
        return;
      }
    } finally {
      await inbox.close();
    }
  }

  /** Waits out passing trouble, however long; it never counts against an event. */
  async #patiently(work: () => Promise<void>, signal: AbortSignal): Promise<void> {
    for (let failures = 0; ; failures += 1) {
      try {
        return await work();
      } catch (error) {
        if (signal.aborted || !isPassingTrouble(error)) throw error;
        this.onTrouble(`subscription ${this.name}`, error);
        await this.#note(error);
        await this.runtime.timers.sleep(backoffMs(failures, this.runtime.random), signal);
      }
    }
  }

  /** What operators have set free is seen now and then, for the gauge; whether a stream is parked is looked up each time. */
  async #countParked(letters: DeadLetters): Promise<void> {
    const nowMs = this.runtime.clock.monotonicMs();
    if (letters.parkedStreams > 0 && nowMs - this.#countedMs >= COUNT_PARKED_MS) {
      this.#countedMs = nowMs;
      await letters.refresh(this.#logDatabase.db);
    }
    this.#metrics.parkedStreams = letters.parkedStreams;
  }

  #lag(number: bigint, pending: number, held: number): bigint {
    const toCome = BigInt(pending + held);
    const head = this.#watch.head?.number ?? 0n;
    return head - number > toCome ? head - number : toCome;
  }

  async #note(error: unknown): Promise<void> {
    const status = needsPerson(error) ? 'halted' : 'waiting';
    await noteStatus(this.#logDatabase.db, this.subscription, status, String(error));
  }

  get #logDatabase(): Database {
    return this.database as unknown as Database;
  }
}
