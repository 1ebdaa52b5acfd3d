import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface BehindPrefix {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** A server below whose prefix another one is found, as a self-hosted Postiz mostly is; elsewhere there is a web page. */
export async function serveBehindPrefix(prefix: string, port: number): Promise<BehindPrefix> {
  const server = createServer((asked, answer) => {
    const { method, url = '', headers } = asked;
    if (!url.startsWith(`${prefix}/`)) {
      answer.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Postiz</title>');
      return;
    }
    const path = url.slice(prefix.length);
    const forwarded = request({ host: '127.0.0.1', port, method, path, headers }, (found) => {
      answer.writeHead(found.statusCode ?? 502, found.headers);
      found.pipe(answer);
    });
    forwarded.on('error', () => answer.destroy());
    asked.pipe(forwarded);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: own } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${own}${prefix}`,
    port: own,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
