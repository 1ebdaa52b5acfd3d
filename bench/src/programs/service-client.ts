import { Agent, request, type FormData } from 'undici';

/** What is sent: JSON, or a form with a file. */
export type Payload = { readonly json: unknown } | { readonly form: FormData };

/** One service, asked as its operator. */
export class ServiceClient {
  /** Of our own: the process-wide one may be Node's, of another version, which does not know our forms. */
  readonly #connections = new Agent();

  constructor(
    private readonly origin: string,
    private readonly operatorKey: string,
  ) {}

  /** @throws {Error} that quotes the answer when it is no success. */
  async ask<T>(method: 'GET' | 'PUT' | 'POST', path: string, payload?: Payload): Promise<T> {
    const json = payload !== undefined && 'json' in payload;
    const answer = await request(`${this.origin}/v1${path}`, {
      method,
      dispatcher: this.#connections,
      headers: {
        authorization: `Bearer ${this.operatorKey}`,
        ...(json && { 'content-type': 'application/json' }),
      },
      body: payload === undefined ? null : json ? JSON.stringify(payload.json) : payload.form,
      headersTimeout: 120_000,
      bodyTimeout: 120_000,
    });
    const text = await answer.body.text();
    if (answer.statusCode >= 300)
      throw new Error(`${method} ${path} was answered ${answer.statusCode}: ${text}`);
    return JSON.parse(text) as T;
  }
}
