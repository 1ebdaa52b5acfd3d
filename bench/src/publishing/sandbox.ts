import { request } from 'undici';

/** A request as the sandbox has kept it. Times are RFC 3339. */
export interface SeenRequest {
  readonly at: string;
  readonly endedAt: string | null;
  readonly organisation: string | null;
  readonly endpoint: string | null;
  readonly status: number | null;
  /** Of an upload that came to its end. */
  readonly file?: { readonly sha256: string; readonly bytes: number } | null;
}

export const UPLOAD = 'POST /upload';
export const PROMOTION = 'PUT /posts/:id/status';

/** The control API of a sandbox. */
export class Sandbox {
  constructor(readonly origin: string) {}

  /** An organisation with one account, and a key that is its name. */
  async organisation(name: string): Promise<void> {
    const integrations = [{ id: `${name}-account`, name, identifier: 'mastodon' }];
    await this.#ask('POST', '/organisations', { name, key: `key-of-${name}`, integrations });
  }

  async fault(fault: object): Promise<void> {
    await this.#ask('POST', '/faults', fault);
  }

  async heal(): Promise<void> {
    await this.#ask('DELETE', '/faults');
  }

  /** Every request since a moment, oldest first. */
  async requests(since: Date): Promise<readonly SeenRequest[]> {
    const { items } = await this.#ask<{ items: SeenRequest[] }>(
      'GET',
      `/requests?since=${since.toISOString()}`,
    );
    return items;
  }

  async #ask<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<T> {
    const answer = await request(`${this.origin}/sandbox${path}`, {
      method,
      headers: body ? { 'content-type': 'application/json' } : {},
      body: body ? JSON.stringify(body) : null,
    });
    const text = await answer.body.text();
    if (answer.statusCode >= 300) throw new Error(`${path} was answered ${answer.statusCode}: ${text}`);
    return JSON.parse(text) as T;
  }
}
