import { backoffMs, systemRuntime, type Runtime } from '@clipcast/kernel';
import { connect, type NatsConnection } from '@nats-io/transport-node';

const RETRY_BASE_MS = 250;
const RETRY_MS_MAX = 1_000;

/**
 * The connection to NATS. It is made in the background and never given up: NATS may be down or refuse us at start and in
 * the middle, the log keeps what has to be said meanwhile.
 */
export class NatsLink {
  readonly #closing = new AbortController();
  #opened = Promise.withResolvers<NatsConnection>();
  #connection: NatsConnection | undefined;

  constructor(
    private readonly url: string,
    private readonly name: string,
    private readonly runtime: Pick<Runtime, 'timers' | 'random'> = systemRuntime,
  ) {
    void this.#stayConnected(this.#closing.signal);
  }

  /** The connection, once there is one. It may be reconnecting. */
  async connection(signal: AbortSignal): Promise<NatsConnection> {
    signal.throwIfAborted();
    const stopped = Promise.withResolvers<never>();
    const stop = (): void => stopped.reject(new Error('stopped while waiting for NATS'));
    signal.addEventListener('abort', stop, { once: true });
    try {
      return await Promise.race([this.#opened.promise, stopped.promise]);
    } finally {
      signal.removeEventListener('abort', stop);
    }
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
      servers: this.url,
      name: this.name,
      maxReconnectAttempts: -1,
      // A password that is being changed is wrong for a while; without this, two refusals end the connection for good.
      ignoreAuthErrorAbort: true,
      reconnectTimeWait: 500,
      pingInterval: 10_000,
      timeout: 5_000,
    });
  }

  /** Hands a connection out until it is closed, which only we should do. */
  async #offer(connection: NatsConnection, closing: AbortSignal): Promise<void> {
    if (closing.aborted) {
      await connection.close().catch(() => undefined);
      return;
    }
    this.#connection = connection;
    this.#opened.resolve(connection);
    await connection.closed();
    this.#connection = undefined;
    this.#opened = Promise.withResolvers();
  }
}
