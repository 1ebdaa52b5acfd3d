import type { Timers } from '@clipcast/kernel';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** Knows which requests are being answered, so that a stopping service can finish them. */
export class RequestDrain {
  /** Each open reply, and whether Fastify has begun to send it. */
  readonly #open = new Map<FastifyReply, boolean>();
  #stopping = false;
  #emptied: () => void = () => undefined;

  constructor(private readonly fastify: FastifyInstance) {
    fastify.addHook('onRequest', (_request, reply, done) => {
      this.#open.set(reply, false);
      done();
    });
    fastify.addHook('onSend', (_request, reply, payload, done) => {
      if (this.#open.has(reply)) this.#open.set(reply, true);
      // The client must not send its next request on this connection.
      if (this.#stopping) void reply.header('connection', 'close');
      done(null, payload);
    });
    fastify.addHook('onResponse', (_request, reply, done) => {
      this.#open.delete(reply);
      this.#tell();
      done();
    });
  }

  /** Takes no new connections and waits for the requests in flight, at most `msMax`. Event streams do not count. */
  async finish(timers: Timers, msMax: number): Promise<void> {
    this.#stopping = true;
    this.fastify.server.close();
    const done = new AbortController();
    const emptied = new Promise<void>((resolve) => {
      this.#emptied = resolve;
      this.#tell();
    });
    await Promise.race([emptied, timers.sleep(msMax, done.signal)]);
    done.abort();
  }

  #tell(): void {
    if ([...this.#open].every(([reply, sending]) => isStream(reply, sending))) this.#emptied();
  }
}

/** Event streams have no end to wait for. Nest writes them past Fastify: headers are out that Fastify never sent. */
const isStream = (reply: FastifyReply, sending: boolean): boolean =>
  sending ? String(reply.getHeader('content-type')).startsWith('text/event-stream') : reply.raw.headersSent;
