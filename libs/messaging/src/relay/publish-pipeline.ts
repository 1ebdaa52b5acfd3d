import type { Runtime } from '@clipcast/kernel';
import { createInbox, type Msg, type NatsConnection, type Subscription } from '@nats-io/transport-node';
import { EncodedHeaders } from './encoded-headers.ts';

/** So many messages are sent without knowing yet what became of the first of them. */
export const IN_FLIGHT_MAX = 2_000;
const BYTES_MAX = 4 * 1024 * 1024;
/** Without an answer for so long, although some are due, the pipeline counts as broken. */
const SILENCE_MS_MAX = 5_000;
const LOOK_MS = 500;
const DRAIN_MS_MAX = 1_000;
const NO_RESPONDERS = 503;

/** JetStream's answer to one message. */
interface Answer {
  readonly stream?: string;
  readonly seq?: number;
  readonly duplicate?: boolean;
  readonly error?: { readonly description: string };
}

/** A message that was not stored where it had to be, or a stream that says nothing more. What was confirmed is stored. */
export class PipelineBrokenError extends Error {
  override readonly name = 'PipelineBrokenError';
}

/** JetStream remembers an event from where it no longer is, and did not store it. Only a message id makes it remember. */
export class RememberedError extends Error {
  override readonly name = 'RememberedError';
}

/** Something that lasts until its message is confirmed. */
interface Lasting {
  end(): void;
}

/**
 * Publishes to one stream without waiting for each answer. Every message names the sequence it must follow, and every one
 * is answered for: the chain of sequences alone would not tell when somebody else's message has taken the place of one of
 * ours, because the next one fits again. What is confirmed stands where it had to be, and so does everything before it;
 * what was on its way when the pipeline broke may stand behind a stranger. The answers come to one inbox: several times
 * cheaper, for us and for the server, than a request for every message.
 */
export class PublishPipeline {
  readonly #inbox = createInbox();
  readonly #headers = new EncodedHeaders();
  readonly #subscription: Subscription;
  readonly #broken = new AbortController();
  readonly #closed = new AbortController();
  readonly #sizes = new Uint32Array(IN_FLIGHT_MAX);
  readonly #lasting: (Lasting | undefined)[] = Array.from({ length: IN_FLIGHT_MAX }, () => undefined);
  #sent: number;
  #confirmed: number;
  /** The last message that got an answer, of whatever kind. */
  #answered: number;
  #bytes = 0;
  #progressMs: number;
  #waiting: { met: () => boolean; resolve: () => void } | undefined;

  constructor(
    private readonly nats: NatsConnection,
    private readonly stream: string,
    /** The sequence that the first message must follow. */
    after: number,
    lost: AbortSignal,
    private readonly runtime: Runtime,
  ) {
    this.#sent = this.#confirmed = this.#answered = after;
    this.#progressMs = runtime.clock.monotonicMs();
    this.#subscription = nats.subscribe(`${this.#inbox}.*`, {
      callback: (error, message) => (error ? this.break(error) : this.#take(message)),
    });
    lost.addEventListener('abort', () => this.#lose(), { once: true, signal: this.#closed.signal });
    if (lost.aborted) this.#lose();
    void this.#watch();
  }

  /** Aborts, with the reason, when nothing more can be published here. */
  get broken(): AbortSignal {
    return this.#broken.signal;
  }

  /** The sequence of the last message that is known to be stored. */
  get confirmed(): number {
    return this.#confirmed;
  }

  get idle(): boolean {
    return this.#confirmed === this.#sent;
  }

  /** Whether one more may be sent. Ask before waiting: every wait ends the batch that goes out in one write. */
  get hasRoom(): boolean {
    return !this.broken.aborted && this.#sent - this.#confirmed < IN_FLIGHT_MAX && this.#bytes < BYTES_MAX;
  }

  /** Waits until half of the room is free, so that not every single answer wakes us up. @throws {PipelineBrokenError} */
  async room(): Promise<void> {
    const half = () => this.#sent - this.#confirmed <= IN_FLIGHT_MAX / 2 && this.#bytes <= BYTES_MAX / 2;
    while (!half()) {
      this.broken.throwIfAborted();
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#waiting = { met: half, resolve };
      await promise;
      this.#waiting = undefined;
    }
    this.broken.throwIfAborted();
  }

  /** Sends one message; ask for room first. `headers` are lines as NATS has them; `lasting` is ended when it is stored. */
  send(subject: string, headers: string, payload: string, lasting?: Lasting): void {
    const after = this.#sent;
    const sequence = after + 1;
    if (this.idle) this.#progressMs = this.runtime.clock.monotonicMs();
    const block = this.#headers.of(`Nats-Expected-Last-Sequence: ${after}\r\n${headers}`);
    const body = Buffer.from(payload);
    const size = body.length + this.#headers.size;
    this.nats.publish(subject, body, { reply: `${this.#inbox}.${sequence}`, headers: block });
    const slot = after % IN_FLIGHT_MAX;
    this.#sizes[slot] = size;
    this.#lasting[slot] = lasting;
    this.#bytes += size;
    this.#sent = sequence;
  }

  /** Says that nothing more can be published, and why. */
  break(cause: unknown): void {
    const reason = cause instanceof Error ? cause.message : String(cause);
    this.#broken.abort(
      new PipelineBrokenError(`Publishing to ${this.stream} stopped after ${this.#confirmed}: ${reason}`, {
        cause,
      }),
    );
    this.#waiting?.resolve();
  }

  /** Waits a little for the answers that are on their way, so that who publishes next does not find our messages still coming. */
  async close(): Promise<void> {
    const settled = () => this.#answered >= this.#sent;
    if (!settled() && !this.nats.isClosed()) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#waiting = { met: settled, resolve };
      await Promise.race([promise, this.runtime.timers.sleep(DRAIN_MS_MAX, this.#closed.signal)]);
    }
    this.#closed.abort();
    this.#subscription.unsubscribe();
    for (const lasting of this.#lasting) lasting?.end();
  }

  /** What is on its way over a broken connection never comes. */
  #lose(): void {
    this.#answered = this.#sent;
    this.break(new Error('the connection was lost'));
  }

  #take(message: Msg): void {
    const sequence = Number(message.subject.slice(this.#inbox.length + 1));
    const complaint = this.#complaint(message, sequence);
    if (complaint) this.break(complaint);
    else if (!this.broken.aborted) this.#confirm(sequence);
    this.#answered = Math.max(this.#answered, sequence);
    if (this.#waiting?.met()) this.#waiting.resolve();
  }

  #confirm(sequence: number): void {
    const slot = (sequence - 1) % IN_FLIGHT_MAX;
    this.#bytes -= this.#sizes[slot] ?? 0;
    this.#lasting[slot]?.end();
    this.#lasting[slot] = undefined;
    this.#confirmed = sequence;
    this.#progressMs = this.runtime.clock.monotonicMs();
  }

  /** Undefined for the one good answer: the message is stored where it had to be, now or by an earlier attempt. */
  #complaint(message: Msg, sequence: number): Error | undefined {
    if (message.data.length === 0) {
      const silent = message.headers?.code === NO_RESPONDERS;
      return new Error(silent ? 'no stream takes the events' : 'an empty answer came');
    }
    const { stream, seq, duplicate, error } = message.json<Answer>();
    if (error) return new Error(`message ${sequence}: ${error.description}`);
    if (stream !== this.stream) return new Error(`the events went to the stream ${stream}`);
    const wrong = `message ${sequence} was stored as ${seq}`;
    if (seq !== sequence) return duplicate ? new RememberedError(wrong) : new Error(wrong);
    const due = this.#confirmed + 1;
    return sequence === due ? undefined : new Error(`message ${due} got no answer`);
  }

  async #watch(): Promise<void> {
    const ended = AbortSignal.any([this.#broken.signal, this.#closed.signal]);
    while (!ended.aborted) {
      await this.runtime.timers.sleep(LOOK_MS, ended);
      const silentMs = this.runtime.clock.monotonicMs() - this.#progressMs;
      if (!this.idle && silentMs >= SILENCE_MS_MAX)
        this.break(new Error(`no answer for ${SILENCE_MS_MAX} ms`));
    }
  }
}
