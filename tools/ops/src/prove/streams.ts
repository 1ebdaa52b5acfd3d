import type { Service } from '@clipcast/contracts';
import { ForeignLog, streamOf, type NatsLink } from '@clipcast/messaging';
import type { Runtime } from '@clipcast/kernel';
import {
  JetStreamApiError,
  jetstreamManager,
  type JetStreamManager,
  type StreamInfo,
} from '@nats-io/jetstream';
import { Failure } from '../failure.ts';

const POLL_MS = 100;
/** A relay that refills publishes thousands of events a second; one that does nothing for so long does nothing. */
const STANDSTILL_MS_MAX = 30_000;
const STREAM_NOT_FOUND = 10_059;

/** A stream that was deleted and has come back. */
export interface RefilledStream {
  readonly service: Service;
  readonly messagesBefore: number;
  /** The log's last public event after the deletion: so many the stream must have at least. */
  readonly head: bigint;
  readonly seconds: number;
}

/** Deletes the services' streams and waits for the relays to fill them again. */
export class Streams {
  readonly #jsm: Promise<JetStreamManager>;

  constructor(
    private readonly link: NatsLink,
    private readonly runtime: Pick<Runtime, 'clock' | 'timers'>,
    private readonly signal: AbortSignal,
  ) {
    this.#jsm = link.connection(signal).then((nats) => jetstreamManager(nats));
    this.#jsm.catch(() => undefined);
  }

  /**
   * Refuses when somebody else reads the stream with a durable consumer: it would be lost with the stream.
   * @throws {Failure} naming it.
   */
  async refuseStrangers(service: Service, ours: ReadonlySet<string>): Promise<void> {
    const stream = await this.#info(service);
    if (!stream) return;
    const jsm = await this.#jsm;
    for await (const { config } of jsm.consumers.list(streamOf(service))) {
      if (config.durable_name === undefined || ours.has(config.durable_name)) continue;
      throw new Failure(
        `${streamOf(service)} has a consumer that is not Clipcast's, ${config.durable_name}, which would be lost with it. ` +
          'Prove without wiping JetStream: npm run prove -- --no-wipe',
      );
    }
  }

  /** @throws {Failure} when the relay does not fill the stream again. */
  async wipe(service: Service): Promise<RefilledStream> {
    const { clock } = this.runtime;
    const before = await this.#info(service);
    const jsm = await this.#jsm;
    const startedMs = clock.monotonicMs();
    if (before) await jsm.streams.delete(streamOf(service));
    const head = await new ForeignLog(this.link, service).head(this.signal);
    await this.#untilFilled(service, head);
    const seconds = (clock.monotonicMs() - startedMs) / 1_000;
    if (before) await this.#restoreSettings(service, before);
    return { service, messagesBefore: before?.state.messages ?? 0, head, seconds };
  }

  async #untilFilled(service: Service, head: bigint): Promise<void> {
    const { clock, timers } = this.runtime;
    let messages = -1;
    for (let movedMs = clock.monotonicMs(); ;) {
      const now = (await this.#info(service))?.state.messages ?? -1;
      if (BigInt(now) >= head) return;
      if (now !== messages) movedMs = clock.monotonicMs();
      messages = now;
      if (clock.monotonicMs() - movedMs > STANDSTILL_MS_MAX) {
        throw new Failure(
          `${streamOf(service)} was deleted, and has ${Math.max(now, 0)} of ${head} events after half a minute without one ` +
            `more: does ${service}-service's relay run? npm run ops -- relay says what keeps it.`,
        );
      }
      await timers.sleep(POLL_MS, this.signal);
      this.signal.throwIfAborted();
    }
  }

  /** The relay makes a stream as it makes any; what its operator had set differently is set again. */
  async #restoreSettings(service: Service, { config }: StreamInfo): Promise<void> {
    const jsm = await this.#jsm;
    const made = await this.#info(service);
    if (!made || JSON.stringify(made.config) === JSON.stringify(config)) return;
    await jsm.streams.update(streamOf(service), config);
  }

  async #info(service: Service): Promise<StreamInfo | undefined> {
    try {
      return await (await this.#jsm).streams.info(streamOf(service));
    } catch (error) {
      if (error instanceof JetStreamApiError && error.code === STREAM_NOT_FOUND) return undefined;
      throw error;
    }
  }
}
