import { createServer as createTlsServer } from 'node:tls';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { Secret, systemRuntime } from '@clipcast/kernel';
import { createEgressPolicy, type EgressOptions } from './egress/egress-policy.ts';
import { PostizClient } from './postiz-client.ts';
import { clientFor, troubleOf } from './testing/client-for.ts';
import { startRawServer, type RawServer } from './testing/raw-server.ts';
import { selfSigned } from './testing/self-signed.ts';

const clients: PostizClient[] = [];
const remember = (client: PostizClient): PostizClient => {
  clients.push(client);
  return client;
};
const clientAt = (baseUrl: string, egress: EgressOptions): PostizClient =>
  remember(
    new PostizClient({
      baseUrl,
      apiKey: new Secret('key-canary-4711'),
      runtime: systemRuntime,
      egress: createEgressPolicy(egress),
      timeouts: { readMs: 300 },
    }),
  );
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});

it('a refused connection', async () => {
  const server = await startRawServer(() => undefined);
  await server.close();
  const client = remember(clientFor(server.port));
  expect(await troubleOf(client.isConnected())).toMatchObject({
    outcome: 'not_sent',
    code: 'postiz_unreachable',
  });
});

it('a name that does not exist', async () => {
  const client = clientAt('https://nobody.example.com', {
    allow: [],
    resolve: () => Promise.reject(Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' })),
  });
  expect(await troubleOf(client.isConnected())).toMatchObject({
    outcome: 'not_sent',
    code: 'postiz_host_not_found',
  });
});

it('a resolver that hangs, without holding the caller', async () => {
  const client = clientAt('https://slow.example.com', {
    allow: [],
    resolve: () => Promise.withResolvers<never>().promise,
  });
  expect(await troubleOf(client.isConnected())).toMatchObject({
    outcome: 'not_sent',
    code: 'postiz_timeout',
  });
});

it('a signal that was aborted before', async () => {
  const server = await startRawServer(() => undefined);
  const client = remember(clientFor(server.port));
  const error = await troubleOf(client.isConnected(AbortSignal.abort()));
  expect(error).toMatchObject({ outcome: 'not_sent', code: 'postiz_cancelled' });
  await client.close();
  await server.close();
  expect(server.heads).toHaveLength(0);
});

it('a request given up while its connection was being made is not sent later', async () => {
  const server = await startRawServer(() => undefined);
  const answer = Promise.withResolvers<{ address: string; family: number }[]>();
  const client = clientAt(`http://postiz.test:${server.port}`, {
    allow: [`postiz.test:${server.port}`],
    resolve: () => answer.promise,
  });
  expect(await troubleOf(client.isConnected())).toMatchObject({
    outcome: 'not_sent',
    code: 'postiz_timeout',
  });
  answer.resolve([{ address: '127.0.0.1', family: 4 }]);
  await connected(server);
  await client.close();
  expect(server.heads).toHaveLength(0);
  await server.close();
});

async function connected(server: RawServer): Promise<void> {
  while (server.connections() === 0) await systemRuntime.timers.sleep(5);
}

it('a certificate that nobody vouches for; the key does not leave', async () => {
  let received = 0;
  const server = createTlsServer(selfSigned, (socket) =>
    socket.on('data', (chunk: Buffer) => (received += chunk.length)),
  );
  server.on('tlsClientError', () => undefined).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = clientAt(`https://127.0.0.1:${port}`, { allow: [`127.0.0.1:${port}`] });
  const error = await troubleOf(client.isConnected());
  server.close();
  expect(error).toMatchObject({ outcome: 'not_sent', code: 'postiz_tls_failed' });
  expect(received).toBe(0);
});

it('https to a port that speaks no TLS', async () => {
  const server = createServer((socket) =>
    socket.on('error', () => undefined).end('HTTP/1.1 400 Bad Request\r\n\r\n'),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = clientAt(`https://127.0.0.1:${port}`, { allow: [`127.0.0.1:${port}`] });
  expect(await troubleOf(client.isConnected())).toMatchObject({
    outcome: 'not_sent',
    code: 'postiz_tls_failed',
  });
  server.close();
});

it('a forbidden address behind a public name, one among several included', async () => {
  const addresses = [
    { address: '93.184.215.14', family: 4 },
    { address: '169.254.169.254', family: 4 },
  ];
  const client = clientAt('https://rebind.example.com', {
    allow: [],
    resolve: () => Promise.resolve(addresses),
  });
  expect(await troubleOf(client.isConnected())).toMatchObject({
    outcome: 'not_sent',
    code: 'egress_refused',
  });
});

it('a media file that is missing or of another length', async () => {
  const client = remember(clientFor(9));
  const media = { path: import.meta.filename, fileName: 'a.mp4', mimeType: 'video/mp4', bytes: 1 };
  expect(await troubleOf(client.uploadMedia(media))).toMatchObject({
    outcome: 'not_sent',
    code: 'postiz_media_unreadable',
  });
  const missing = { ...media, path: `${media.path}.no` };
  expect(await troubleOf(client.uploadMedia(missing))).toMatchObject({
    outcome: 'not_sent',
    code: 'postiz_media_unreadable',
  });
});

it('shows the key in no error', async () => {
  const server = await startRawServer((socket) => socket.resetAndDestroy());
  const client = remember(clientFor(server.port));
  const error = await troubleOf(client.isConnected());
  await server.close();
  expect(inspect([error, client], { depth: 9, showHidden: true })).not.toContain('canary');
  expect(() => clientFor(9, { apiKey: new Secret('key-canary\r\nx: y') })).toThrow('holds characters');
});
