import { openAsBlob } from 'node:fs';
import type { Runtime } from '@clipcast/kernel';
import { Agent, FormData, request } from 'undici';

const PATIENCE_MS = 60_000;
const PAUSE_MS = 300;

/** What a service says of a profile or a connection that another one has just accepted, until the news arrive. */
const NOT_HEARD_YET: ReadonlySet<string> = new Set(['profile_not_found', 'connection_missing']);

/** What an API answered that is no success. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** What is sent: JSON, or a file as multipart. */
export type Payload = { readonly json: unknown } | { readonly file: string; readonly title: string };

/**
 * Clipcast's API through the edge, as a patient client uses it: a service that is being restarted, or has not heard of
 * something yet, is waited for, and each request carries one key however often it is sent, so nothing happens twice.
 */
export class Api {
  /** Of our own: the process-wide one may belong to another release of undici, which does not know this one's forms. */
  readonly #dispatcher = new Agent();

  constructor(
    private readonly edge: string,
    private readonly operatorKey: string,
    private readonly runtime: Runtime,
  ) {}

  /** Asks another server of the platform, such as the sandbox; without a key. */
  async absolute<T>(url: string): Promise<T> {
    const { body } = await request(url, { dispatcher: this.#dispatcher });
    return (await body.json()) as T;
  }

  get<T>(path: string): Promise<T> {
    return this.#ask('GET', path);
  }

  put<T>(path: string, json: unknown): Promise<T> {
    return this.#ask('PUT', path, { json });
  }

  post<T>(path: string, payload?: Payload): Promise<T> {
    return this.#ask('POST', path, payload);
  }

  /** @throws {ApiError} for a refusal, or when nothing answered for a minute. */
  async #ask<T>(method: 'GET' | 'PUT' | 'POST', path: string, payload?: Payload): Promise<T> {
    const { clock, timers, ids } = this.runtime;
    const until = clock.monotonicMs() + PATIENCE_MS;
    const key = ids.next();
    for (;;) {
      const answer = await this.#send<T>(method, path, key, payload).catch((error: unknown) => error);
      if (!(answer instanceof Error)) return answer as T;
      const passing = !(answer instanceof ApiError) || answer.status >= 502 || NOT_HEARD_YET.has(answer.code);
      if (!passing || clock.monotonicMs() > until) throw answer;
      await timers.sleep(PAUSE_MS);
    }
  }

  async #send<T>(method: 'GET' | 'PUT' | 'POST', path: string, key: string, payload?: Payload): Promise<T> {
    const headers: Record<string, string> = { authorization: `Bearer ${this.operatorKey}` };
    if (method === 'POST') headers['idempotency-key'] = key;
    if (payload && 'json' in payload) headers['content-type'] = 'application/json';
    const body = payload && ('json' in payload ? JSON.stringify(payload.json) : await multipart(payload));
    const answer = await request(`${this.edge}/api${path}`, {
      method,
      headers,
      dispatcher: this.#dispatcher,
      ...(body && { body }),
    });
    const text = await answer.body.text();
    const json = (text.startsWith('{') ? JSON.parse(text) : {}) as T & { code?: string; detail?: string };
    if (answer.statusCode < 300) return json;
    const reason = json.detail ?? text.slice(0, 200);
    throw new ApiError(
      answer.statusCode,
      json.code ?? 'unknown',
      `${method} ${path}: ${answer.statusCode} ${reason}`,
    );
  }
}

async function multipart({ file, title }: { file: string; title: string }): Promise<FormData> {
  const form = new FormData();
  form.append('title', title);
  form.append('file', await openAsBlob(file, { type: 'video/mp4' }), `${title}.mp4`);
  return form;
}
