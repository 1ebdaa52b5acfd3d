import type { Service } from '@clipcast/contracts';
import type { Runtime } from '@clipcast/kernel';
import { Agent, request } from 'undici';
import { RefusedFailure, UnreachableFailure } from './failure.ts';

/** A service that was killed is up again sooner. */
const AWAY_MS_MAX = 20_000;
const AWAY_POLL_MS = 300;

interface ProblemAnswer {
  readonly code?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

/**
 * The operators' API of every service, through the platform's edge. A service that is being restarted is waited for; each
 * request carries one key however often it is sent, so nothing happens twice.
 */
export class OpsApi {
  /** Comparing a read model with its log takes as long as it takes. */
  readonly #dispatcher = new Agent({ headersTimeout: 0, bodyTimeout: 0, connect: { timeout: 5_000 } });

  constructor(
    private readonly edge: string,
    private readonly operatorKey: string,
    private readonly runtime: Runtime,
  ) {}

  /** @throws {RefusedFailure}, {UnreachableFailure} */
  get<T>(service: Service, path: string): Promise<T> {
    return this.#ask<T>('GET', service, path);
  }

  /** @throws {RefusedFailure}, {UnreachableFailure} */
  post<T>(service: Service, path: string, body?: object): Promise<T> {
    return this.#ask<T>('POST', service, path, body);
  }

  async close(): Promise<void> {
    await this.#dispatcher.close();
  }

  async #ask<T>(method: 'GET' | 'POST', service: Service, path: string, body?: object): Promise<T> {
    const { clock, timers, ids } = this.runtime;
    const key = ids.next();
    for (const untilMs = clock.monotonicMs() + AWAY_MS_MAX; ;) {
      try {
        return await this.#send<T>(method, service, path, key, body);
      } catch (error) {
        const isAway = error instanceof RefusedFailure && error.status >= 502;
        if (!isAway || clock.monotonicMs() > untilMs) throw error;
      }
      await timers.sleep(AWAY_POLL_MS);
    }
  }

  async #send<T>(
    method: 'GET' | 'POST',
    service: Service,
    path: string,
    key: string,
    body?: object,
  ): Promise<T> {
    const answer = await request(`${this.edge}/api/${service}/ops/v1/${path}`, {
      method,
      dispatcher: this.#dispatcher,
      headers: {
        authorization: `Bearer ${this.operatorKey}`,
        ...(method === 'POST' && { 'idempotency-key': key }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    }).catch((cause: unknown) => {
      throw new UnreachableFailure(
        `Nothing answers at ${this.edge} (${reasonOf(cause)}). Is the platform running? Start it with npm start, or say ` +
          'where it is: CLIPCAST_PORT, or --edge <url>.',
        { cause },
      );
    });
    const text = await answer.body.text();
    const json = parsed(text);
    if (answer.statusCode < 300) return json as T;
    throw refusalOf(service, answer.statusCode, json, text);
  }
}

const reasonOf = (cause: unknown): string =>
  cause instanceof Error ? ('code' in cause ? String(cause.code) : cause.message) : String(cause);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refusalOf(service: Service, status: number, json: unknown, text: string): RefusedFailure {
  const problem = (json ?? {}) as ProblemAnswer;
  const fields = (problem.errors ?? []).filter(({ pointer }) => pointer !== '');
  const said = problem.detail ?? (text.slice(0, 200) || `status ${status}`);
  const name = `${service}-service`;
  const lines = [
    said.startsWith(name) ? said : `${name}: ${said}`,
    ...fields.map(({ pointer, detail }) => `  ${pointer}: ${detail}`),
  ];
  return new RefusedFailure(status, problem.code ?? 'unknown', lines.join('\n'));
}
