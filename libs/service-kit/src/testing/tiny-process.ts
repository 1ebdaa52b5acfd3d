import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { fileURLToPath } from 'node:url';
import { tinyEnvironment } from './app-fixture.ts';

const folder = fileURLToPath(new URL('../../', import.meta.url));

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Asks over a connection of its own. */
export const ask = (url: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const asked = request(url, { headers, agent: false }, (answer) => {
      let body = '';
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => (body += part));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
      answer.on('error', reject);
    });
    asked.on('error', reject);
    asked.end();
  });

/** Resolves when the first part of an endless answer has come. */
export const openStream = (
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const asked = request(url, { headers, agent: false }, (answer) => {
      answer.on('error', () => undefined);
      answer.once('data', () => resolve(answer));
    });
    asked.on('error', reject);
    asked.end();
  });

/** The tiny service as a process of its own, started as services are. */
export class TinyProcess {
  output = '';
  readonly ended: Promise<number | null>;
  readonly #child;
  #heard: () => void = () => undefined;

  constructor(env: Readonly<Record<string, string>> = {}) {
    this.#child = spawn(
      process.execPath,
      [
        '--conditions=@clipcast/source',
        '--import=./src/testing/swc-hooks.mjs',
        '--import=@clipcast/service-kit/register',
        'src/testing/tiny-main.ts',
      ],
      { cwd: folder, env: { ...tinyEnvironment, ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (part: string) => {
        this.output += part;
        this.#heard();
      });
    }
    this.ended = once(this.#child, 'close').then(([code]) => code as number | null);
    void this.ended.then(() => this.#heard());
  }

  /** Resolves with the first match in what the process wrote. */
  async line(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const found = pattern.exec(this.output);
      if (found) return found;
      if (this.#child.exitCode !== null)
        throw new Error(`it ended without writing ${String(pattern)}: ${this.output}`);
      await new Promise<void>((resolve) => (this.#heard = resolve));
    }
  }

  /** Where it listens, once it does. */
  async url(): Promise<string> {
    return (await this.line(/"address":"(http:[^"]+)"/))[1] ?? '';
  }

  /** Every JSON line it wrote. */
  lines(): readonly Record<string, unknown>[] {
    return this.output
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  signal(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): void {
    this.#child.kill(signal);
  }
}
