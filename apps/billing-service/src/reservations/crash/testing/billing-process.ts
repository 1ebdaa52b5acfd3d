import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const LISTENS = /"address":"(http:[^"]+)"/;
const SAID_MAX = 4_000;

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** billing-service in a process of its own, as its main runs it. */
export class BillingProcess {
  readonly #child: ChildProcess;
  readonly #address = Promise.withResolvers<string>();
  readonly #ended: Promise<unknown>;
  #said = '';

  constructor(
    environment: Readonly<Record<string, string>>,
    private readonly key: string,
  ) {
    const hooks = path('../../../../../../libs/service-kit/src/testing/swc-hooks.mjs');
    const child = spawn(
      process.execPath,
      ['--conditions=@clipcast/source', `--import=${hooks}`, path('./crash-main.ts')],
      { stdio: ['pipe', 'pipe', 'pipe'], env: { ...environment } },
    );
    createInterface({ input: child.stdout }).on('line', (line) => {
      const address = LISTENS.exec(line)?.[1];
      if (address) this.#address.resolve(address);
      this.#remember(`${line}\n`);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => this.#remember(text));
    child.stdin.on('error', () => undefined);
    this.#child = child;
    this.#address.promise.catch(() => undefined);
    this.#ended = once(child, 'close').then(() =>
      this.#address.reject(new Error(`The process has ended. What it said last:\n${this.#said}`)),
    );
  }

  /** Asks it, on a connection of its own; rejects when the process is gone before it has answered. */
  async ask(
    method: 'GET' | 'POST',
    asked: string,
    body?: object,
    more: Record<string, string> = {},
  ): Promise<Answer> {
    const url = new URL(`/v1${asked}`, await this.#address.promise);
    const headers = { authorization: `Bearer ${this.key}`, 'content-type': 'application/json', ...more };
    return new Promise((resolve, reject) => {
      const sent = request(url, { method, headers, agent: false }, (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (part: string) => (text += part));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
          }),
        );
      });
      sent.on('error', reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  /** SIGKILL: nothing is finished, nothing is closed. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  #remember(text: string): void {
    this.#said = (this.#said + text).slice(-SAID_MAX);
  }
}
