import { connect, type NatsConnection } from '@nats-io/transport-node';

/**
 * The connection to NATS. It is made in the background and never given up: NATS may be down at start and in the middle,
 * the log keeps what has to be said meanwhile.
 */
export class NatsLink {
  readonly #connecting: Promise<NatsConnection>;
  #connection: NatsConnection | undefined;

  constructor(url: string, name: string) {
    this.#connecting = connect({
      servers: url,
      name,
      waitOnFirstConnect: true,
      maxReconnectAttempts: -1,
      reconnectTimeWait: 500,
      pingInterval: 10_000,
      timeout: 5_000,
    }).then((connection) => (this.#connection = connection));
    this.#connecting.catch(() => undefined);
  }

  /** The connection, once there was one. It may be reconnecting. */
  async connection(signal: AbortSignal): Promise<NatsConnection> {
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('stopped while waiting for NATS')), {
        once: true,
      });
      this.#connecting.then(resolve, reject);
    });
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
    await this.#connection?.close().catch(() => undefined);
  }
}
