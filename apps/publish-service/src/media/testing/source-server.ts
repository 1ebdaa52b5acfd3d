import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What one path of the server does. */
export type Answering = (answer: ServerResponse, base: string) => void;

/** A web server on this machine that answers each path as it is told; everything else is 404. */
export async function sourceServer(paths: Readonly<Record<string, Answering>>) {
  const asked: string[] = [];
  const server = createServer((request, answer) => {
    const { pathname } = new URL(request.url ?? '/', 'http://any');
    asked.push(pathname);
    const answering = paths[pathname];
    if (answering) answering(answer, `http://${request.headers.host ?? ''}`);
    else answer.writeHead(404).end('nothing here, and nobody shall read this');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: (path: string) => `http://127.0.0.1:${port}${path}`,
    /** The paths that were asked for, in order. */
    asked,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
