import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { systemRuntime } from '@clipcast/kernel';
import { readPlatformConfig } from '@clipcast/platform';
import { runOps } from '../ops.ts';

export interface Asked {
  readonly method: string;
  /** Below `/api`. */
  readonly path: string;
  readonly body: unknown;
  readonly authorization: string | undefined;
  /** Its Idempotency-Key. */
  readonly key: string | undefined;
}

export interface StandInAnswer {
  readonly status?: number;
  readonly body: unknown;
}

export const OPERATOR_KEY = 'operator-key-of-the-tests';

/** A platform's edge that answers what a test says, and the program pointed at it. */
export async function standInEdge(answer: (asked: Asked) => StandInAnswer) {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const text = Buffer.concat(parts).toString();
      const one = {
        method: request.method ?? '',
        path: (request.url ?? '').replace(/^\/api\//, ''),
        body: text === '' ? undefined : (JSON.parse(text) as unknown),
        authorization: request.headers.authorization,
        key: request.headers['idempotency-key'] as string | undefined,
      };
      asked.push(one);
      const { status = 200, body } = answer(one);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  /** Runs one command line and answers what became of it. */
  const run = async (...args: string[]) => {
    const [said, complained]: [string[], string[]] = [[], []];
    const config = readPlatformConfig({
      CLIPCAST_PORT: String(port),
      CLIPCAST_OPERATOR_KEY: OPERATOR_KEY,
      CLIPCAST_DATA_DIR: '/nonexistent',
    });
    const surroundings = {
      config,
      runtime: systemRuntime,
      say: (line: string) => void said.push(line),
      live: false,
    };
    const code = await runOps(args, surroundings, (text) => complained.push(text));
    return { code, said: said.join('\n'), complained: complained.join('') };
  };

  const close = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { run, asked, close };
}
