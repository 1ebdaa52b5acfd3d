import { Readable } from 'node:stream';
import type { Runtime, Secret } from '@clipcast/kernel';
import { Agent, type Dispatcher } from 'undici';
import type { Answer } from './answer.ts';
import { checkedConnector } from './egress/checked-connector.ts';
import type { EgressPolicy } from './egress/egress-policy.ts';
import { startDeadline } from './deadline.ts';
import { beforeFirstByte } from './first-byte.ts';
import type { PostizTimeouts } from './timeouts.ts';
import { transportTrouble } from './transport-trouble.ts';

const ANSWER_BYTES_MAX = 1024 * 1024;
const HEADER_BYTES_MAX = 16 * 1024;
const CONNECTION_LIFE_MS = 60_000;

/** One HTTP request below `/public/v1`. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Readable;
  /** For the whole call; once it is over, a request that has not left does not leave any more. */
  readonly timeoutMs: number;
  /** The longest silence; unless given, only the whole time is limited. */
  readonly stallMs?: number;
  readonly signal?: AbortSignal | undefined;
  /** It changes something, but nothing that would do harm if it happened twice. Reading never does. */
  readonly repeatable?: true;
}

interface TransportOptions {
  readonly baseUrl: URL;
  readonly apiKey: Secret;
  readonly runtime: Runtime;
  readonly egress: EgressPolicy;
  readonly timeouts: PostizTimeouts;
}

/**
 * The connections of one tenant to its Postiz, shared with nobody. One call is one request: nothing is sent again, no
 * redirect is followed, no proxy variable is read, no answer is decompressed or read beyond 1 MiB.
 */
export class Transport {
  readonly #options: TransportOptions;
  readonly #kept: Agent;
  readonly #single: Agent;

  constructor(options: TransportOptions) {
    this.#options = options;
    const shared: Agent.Options = {
      connect: checkedConnector(options.egress, options.timeouts.connectMs),
      allowH2: false,
      maxResponseSize: ANSWER_BYTES_MAX,
      maxHeaderSize: HEADER_BYTES_MAX,
      // A name may point elsewhere later, so no connection outlives a minute.
      clientTtl: CONNECTION_LIFE_MS,
      keepAliveMaxTimeout: CONNECTION_LIFE_MS,
    };
    this.#kept = new Agent(shared);
    // On a kept connection that the server is just closing, nobody knows whether a request arrived. What must not happen
    // twice therefore gets a connection of its own.
    this.#single = new Agent({ ...shared, pipelining: 0 });
  }

  /** @throws {PostizCallError} `not_sent` or `unknown`, when there is no whole answer. */
  async send(call: Call): Promise<Answer> {
    const { clock, timers } = this.#options.runtime;
    // A process that was paused finds its timers not yet run, so the clocks are asked as well.
    const isOver = startDeadline(clock, call.timeoutMs);
    const deadline = timers.deadline(call.timeoutMs, call.signal);
    let sent = false;
    const agent = call.method === 'GET' || call.repeatable ? this.#kept : this.#single;
    const dispatcher = agent.compose(beforeFirstByte(() => (sent = !isOver())));
    try {
      const request = dispatcher.request(this.#request(call, deadline));
      const { statusCode, headers, body } = await Promise.race([request, whenAborted(deadline)]);
      const text = await body.text();
      return { status: statusCode, header: (name) => [headers[name]].flat()[0], text };
    } catch (error) {
      if (call.body instanceof Readable) call.body.on('error', () => undefined).destroy();
      const cancelled = isCancelled(call.signal);
      throw transportTrouble(error, {
        sent,
        cancelled,
        timedOut: (deadline.aborted || isOver()) && !cancelled,
      });
    }
  }

  /** Ends all connections at once; calls that are under way fail as cancelled. */
  async close(): Promise<void> {
    await Promise.all([this.#kept.destroy(), this.#single.destroy()]);
  }

  #request(call: Call, signal: AbortSignal): Dispatcher.RequestOptions {
    const { baseUrl, apiKey } = this.#options;
    const stallMs = call.stallMs ?? 0;
    return {
      origin: baseUrl.origin,
      path: `${baseUrl.pathname.replace(/\/+$/, '')}/public/v1${call.path}`,
      method: call.method,
      headers: {
        authorization: apiKey.reveal(),
        accept: 'application/json',
        'accept-encoding': 'identity',
        'user-agent': 'clipcast',
        ...call.headers,
      },
      body: call.body ?? null,
      signal,
      headersTimeout: stallMs,
      bodyTimeout: stallMs,
    };
  }
}

/** A signal of the caller whose time was over is a matter of time as well, and says something about this Postiz. */
function isCancelled(signal: AbortSignal | undefined): boolean {
  if (!signal?.aborted) return false;
  const reason: unknown = signal.reason;
  const isTimeout =
    typeof reason === 'object' && reason !== null && 'name' in reason && reason.name === 'TimeoutError';
  return !isTimeout;
}

/** undici looks at the signal only once a connection stands; a name or a host that hangs must not hold the caller. */
const whenAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    const giveUp = (): void => reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp, { once: true });
  });
