import { createServer } from 'node:net';

const listenOnce = async (port: number, host: string): Promise<number> => {
  const server = createServer();
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.once('error', reject);
  server.listen({ port, host, exclusive: true }, () => {
    const address = server.address();
    const bound = typeof address === 'object' && address ? address.port : port;
    server.close(() => resolve(bound));
  });
  return promise;
};

/** A TCP port nobody listens on right now. Another program may take it before you do: be ready to ask again. */
export const freePort = (host = '127.0.0.1'): Promise<number> => listenOnce(0, host);

/** Whether we could listen on `port` right now. */
export const isPortFree = (port: number, host = '127.0.0.1'): Promise<boolean> =>
  listenOnce(port, host).then(
    () => true,
    () => false,
  );
