import { WakeUp, type EventStore, type Leadership, type OnTrouble } from '@clipcast/event-store';
import { backoffMs, type Runtime } from '@clipcast/kernel';
import type { LiveConnection, NatsLink } from './nats-link.ts';
import { LogPublisher } from './relay/log-publisher.ts';
import { PublishPipeline, RememberedError } from './relay/publish-pipeline.ts';
import { reportRelay, type RelayMetrics } from './relay/relay-metrics.ts';
import { RelayLag, type RelayProgress } from './relay/relay-progress.ts';
import { resumePoint, type ResumePoint } from './relay/resume.ts';
import { watchStream } from './relay/stream-watch.ts';
import { streamOf, wakeSubjectOf } from './streams.ts';

/**
 * Publishes a service's public facts to its JetStream stream, in order. What was published is read from the stream's own
 * last message, so a stream that was wiped, cut or replaced is filled again from the log, at the start and while running.
 * Every message names the sequence it must follow and is answered for, and the end of the stream is read before anything
 * is published behind it: what another relay or a stranger puts in between is noticed, at once or at the next start.
 */
export class Relay {
  readonly #bell: WakeUp;
  readonly #lag: RelayLag;
  readonly #publisher: LogPublisher;
  #metrics: RelayMetrics | undefined;
  #leading = false;
  #trouble: string | undefined;
  #published: (() => bigint) | undefined;
  /** The highest number that this process has seen in the stream. */
  #known = 0n;
  /** JetStream has shown that it remembers events which it no longer has. */
  #remembered = false;
  /** Up to here the stream may have had the events before. */
  #againUpTo = 0n;

  constructor(
    private readonly store: EventStore,
    private readonly link: NatsLink,
    private readonly leadership: Pick<Leadership, 'hold'>,
    private readonly runtime: Runtime,
    private readonly onTrouble: OnTrouble,
    private readonly replicas = 1,
  ) {
    this.#bell = new WakeUp(runtime.timers);
    this.#publisher = new LogPublisher(store, this.#bell, runtime.timers);
    this.#lag = new RelayLag(store, link, runtime);
  }

  /** What this process has published last; undefined on a standby. */
  get lastNumber(): bigint | undefined {
    return this.#published?.();
  }

  /**
   * How far the stream is behind the log, on any replica, as of at most a second ago.
   * @throws the driver's error when the database cannot be asked.
   */
  async progress(): Promise<RelayProgress> {
    return { ...(await this.#lag.ends()), leading: this.#leading, trouble: this.#trouble };
  }

  /** Works until `signal` aborts. */
  async run(signal: AbortSignal): Promise<void> {
    this.#metrics = reportRelay(this.store.service, () => this.progress());
    const quiet = this.store.onAppend(() => this.#appended());
    await this.leadership.hold('relay', signal, (leading) => this.#publishForever(leading));
    quiet();
    this.#metrics.stop();
  }

  /** The leader may be another replica, and should not have to wait for its next look at the log. */
  #appended(): void {
    if (this.#leading) this.#bell.ring();
    else this.link.mention(wakeSubjectOf(this.store.service));
  }

  async #publishForever(signal: AbortSignal): Promise<void> {
    this.#leading = true;
    for (let failures = 0; !signal.aborted;) {
      try {
        await this.#publish(signal, await this.link.live(signal), () => {
          failures = 0;
          this.#trouble = undefined;
        });
      } catch (error) {
        await this.#waitOut(error, failures, signal);
        failures += 1;
      }
    }
    this.#leading = false;
    this.#trouble = undefined;
  }

  /** What fails because we stop is no trouble. */
  async #waitOut(error: unknown, failures: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    this.#remembered = error instanceof Error && error.cause instanceof RememberedError;
    this.#trouble = String(error);
    this.onTrouble('relay', error);
    await this.runtime.timers.sleep(backoffMs(failures, this.runtime.random), signal);
  }

  /** Publishes until `signal` aborts. @throws when the pipeline breaks; what is in the stream then decides how it goes on. */
  async #publish(signal: AbortSignal, { nats, lost }: LiveConnection, onProgress: () => void): Promise<void> {
    const { service } = this.store;
    const from = await resumePoint(nats, this.store, this.replicas, this.#known);
    this.#noteLoss(from);
    const pipeline = new PublishPipeline(nats, streamOf(service), from.sequence, lost, this.runtime);
    const ended = AbortSignal.any([signal, pipeline.broken]);
    const published = () => from.number + BigInt(pipeline.confirmed - from.sequence);
    this.#published = published;
    const wake = nats.subscribe(wakeSubjectOf(service), { callback: () => this.#bell.ring() });
    void watchStream(nats, service, from.shape, pipeline, this.runtime.timers, ended);
    try {
      const { number, head } = from;
      const start = { number, epoch: head.epoch, againUpTo: this.#againUpTo };
      await this.#publisher.publish(pipeline, start, ended, onProgress);
      if (!signal.aborted) pipeline.broken.throwIfAborted();
    } finally {
      wake.unsubscribe();
      await pipeline.close();
      if (pipeline.confirmed > from.sequence) onProgress();
      this.#known = published() > this.#known ? published() : this.#known;
      this.#published = undefined;
      pipeline.break(new Error('the relay has stopped'));
    }
  }

  /** Remembers and tells what has to be published again. */
  #noteLoss({ number, sequence, head, loss }: ResumePoint): void {
    const known = this.#known;
    this.#known = number;
    // A stream that never held anything remembers nothing.
    if ((loss && sequence > 0) || this.#remembered) this.#againUpTo = head.publicNumber;
    this.#remembered = false;
    if (!loss) return;
    const lost = `events ${number + 1n} to ${loss === 'tail' ? known : head.publicNumber}`;
    this.onTrouble(
      'relay',
      `${streamOf(this.store.service)} (${loss}) lacks ${lost}: the log has them, they are published.`,
    );
    this.#metrics?.refilled(loss);
  }
}
