import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** A server below HTTP, for what no HTTP library would do on purpose. */
export interface RawServer {
  readonly port: number;
  /** The heads of all requests that arrived, in order. */
  readonly heads: readonly string[];
  readonly connections: () => number;
  readonly close: () => Promise<void>;
}

/** Calls `onHead` each time a request's head has arrived on a connection; its body is left unread in the socket. */
export async function startRawServer(onHead: (socket: Socket, head: string) => void): Promise<RawServer> {
  const heads: string[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    let received = '';
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1');
      const end = received.indexOf('\r\n\r\n');
      if (end < 0 || !/^(GET|POST|PUT|DELETE) /.test(received)) return;
      heads.push(received.slice(0, end));
      received = '';
      onHead(socket, heads.at(-1) ?? '');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    heads,
    connections: () => connections,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A whole HTTP answer with a length. */
export const httpAnswer = (status: string, body: string | Buffer, headers: readonly string[] = []): Buffer =>
  Buffer.concat([
    Buffer.from(
      [`HTTP/1.1 ${status}`, `content-length: ${Buffer.byteLength(body)}`, ...headers, '', ''].join('\r\n'),
    ),
    Buffer.from(body),
  ]);
