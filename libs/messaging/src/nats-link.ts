import { backoffMs, systemRuntime, type Runtime } from '@clipcast/kernel';
import { connect, type NatsConnection } from '@nats-io/transport-node';

const RETRY_BASE_MS = 250;
const RETRY_MS_MAX = 1_000;

/** A connection that works at the moment. */
export interface LiveConnection {
  readonly nats: NatsConnection;
  /** Aborts when the connection breaks; it may come back, and is then another live one. */
  readonly lost: AbortSignal;
}

/**
 * The connection to NATS. It is made in the background and never given up: NATS may be down or refuse us at start and in
 * the middle, the log keeps what has to be said meanwhile.
 */
export class NatsLink {
  readonly #closing = new AbortController();
  #live = Promise.withResolvers<LiveConnection>();
  #connection: NatsConnection | undefined;

  constructor(
    private readonly url: string,
    private readonly name: string,
    private readonly runtime: Pick<Runtime, 'timers' | 'random'> = systemRuntime,
  ) {
    void this.#stayConnected(this.#closing.signal);
  }

  /** The connection, once it works: what is asked over one that is being restored would get lost. */
  async connection(signal: AbortSignal): Promise<NatsConnection> {
    return (await this.live(signal)).nats;
  }

  /** The same, with a word when it breaks, for who has to start over then. */
  async live(signal: AbortSignal): Promise<LiveConnection> {
    signal.throwIfAborted();
    const stopped = Promise.withResolvers<never>();
    const stop = (): void => stopped.reject(new Error('stopped while waiting for NATS'));
    signal.addEventListener('abort', stop, { once: true });
    try {
      return await Promise.race([this.#live.promise, stopped.promise]);
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  /** Says something that may get lost; without a connection it is. */
  mention(subject: string): void {
    const connection = this.#connection;
    if (connection && !connection.isClosed() && !connection.isDraining()) connection.publish(subject);
  }

  /** Undefined when NATS answers, else what is wrong. */
  async trouble(): Promise<string | undefined> {
    if (!this.#connection) return 'NATS cannot be reached yet';
    try {
      await this.#connection.rtt();
      return undefined;
    } catch {
      return 'NATS does not answer';
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#connection?.close().catch(() => undefined);
  }

  async #stayConnected(closing: AbortSignal): Promise<void> {
    const { timers, random } = this.runtime;
    for (let failures = 0; !closing.aborted; failures += 1) {
      const connection = await this.#connect().catch(() => undefined);
      if (connection) {
        failures = 0;
        await this.#offer(connection, closing);
      }
      await timers.sleep(backoffMs(failures, random, RETRY_BASE_MS, RETRY_MS_MAX), closing);
    }
  }

  /** Tried once, so that a wait for a server that never comes can be called off; what broke later reconnects by itself. */
  #connect(): Promise<NatsConnection> {
    return connect({
      servers: this.url.split(','),
      name: this.name,
      maxReconnectAttempts: -1,
      // A password that is being changed is wrong for a while; without this, two refusals end the connection for good.
      ignoreAuthErrorAbort: true,
      reconnectTimeWait: 500,
      pingInterval: 10_000,
      timeout: 5_000,
    });
  }

  /** Hands a connection out, whenever it works, until it is closed, which only we should do. */
  async #offer(connection: NatsConnection, closing: AbortSignal): Promise<void> {
    if (closing.aborted) {
      await connection.close().catch(() => undefined);
      return;
    }
    this.#connection = connection;
    let lose = this.#handOut(connection);
    for await (const { type } of connection.status()) {
      if (type === 'disconnect') lose();
      if (type === 'reconnect') lose = this.#handOut(connection);
      if (type === 'close') break;
    }
    lose();
    await connection.closed();
    this.#connection = undefined;
  }

  /** Gives the connection to who waits for one; the returned function takes it back. */
  #handOut(nats: NatsConnection): () => void {
    const lost = new AbortController();
    this.#live.resolve({ nats, lost: lost.signal });
    return () => {
      if (lost.signal.aborted) return;
      this.#live = Promise.withResolvers();
      lost.abort();
    };
  }
}
