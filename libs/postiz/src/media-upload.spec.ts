import { once } from 'node:events';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { clientFor, troubleOf } from './testing/client-for.ts';
import { startRawServer } from './testing/raw-server.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clipcast-upload-'));
});
afterAll(() => rm(folder, { recursive: true }));

const media = async (name: string, content: Buffer) => {
  const path = join(folder, 'clip.mp4');
  await writeFile(path, content);
  return { path, fileName: name, mimeType: 'video/mp4', bytes: content.length };
};

it('is one multipart file of known length, byte for byte', async () => {
  let headers: IncomingHttpHeaders = {};
  let received = Buffer.alloc(0);
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      headers = request.headers;
      received = body;
      response
        .writeHead(201)
        .end('{"id":"m1","name":"x","path":"https://cdn.example.com/x.mp4","thumbnail":null}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = clientFor((server.address() as AddressInfo).port);
  const content = Buffer.alloc(700_000, 'clip');
  const uploaded = await client.uploadMedia(await media('a "b"\r\nx: y.mp4', content));
  await client.close();
  server.close();

  expect(uploaded).toEqual({ id: 'm1', path: 'https://cdn.example.com/x.mp4' });
  expect(headers['content-length']).toBe(String(received.length));
  expect(headers['transfer-encoding']).toBeUndefined();
  const form = await new Response(received, {
    headers: { 'content-type': headers['content-type'] ?? '' },
  }).formData();
  expect([...form.keys()]).toEqual(['file']);
  const file = form.get('file');
  if (!(file instanceof File)) throw new Error('the field is no file');
  expect(file.type).toBe('video/mp4');
  expect(file.name).toBe('a "b"\r\nx: y.mp4');
  expect(Buffer.from(await file.arrayBuffer()).equals(content)).toBe(true);
});

it('goes over a connection that is kept, because it may happen twice', async () => {
  let connections = 0;
  const server = createServer((request, response) => {
    void buffer(request).then(() => response.writeHead(201).end('{"id":"m1","path":"/x.mp4"}'));
  });
  server.on('connection', () => (connections += 1)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = clientFor((server.address() as AddressInfo).port);
  for (let uploads = 0; uploads < 3; uploads += 1) {
    await client.uploadMedia(await media('a.mp4', Buffer.from('clip')));
  }
  await client.close();
  server.close();
  expect(connections).toBe(1);
});

it('is of unknown outcome when the connection breaks on the way', async () => {
  const server = await startRawServer((socket) => socket.resetAndDestroy());
  const client = clientFor(server.port);
  const error = await troubleOf(client.uploadMedia(await media('a.mp4', Buffer.alloc(5_000_000))));
  await client.close();
  await server.close();
  expect(error).toMatchObject({ outcome: 'unknown', code: 'postiz_connection_lost' });
});

it('ends when no byte moves any more', async () => {
  const server = await startRawServer((socket) => socket.pause());
  const client = clientFor(server.port, { timeouts: { uploadStallMs: 1_000 } });
  const error = await troubleOf(client.uploadMedia(await media('a.mp4', Buffer.alloc(20_000_000))));
  await client.close();
  await server.close();
  expect(error).toMatchObject({ outcome: 'unknown', code: 'postiz_timeout' });
});

it('takes the verdict of a server that answers before it has read everything', async () => {
  const refusal = '{"statusCode":413,"message":"request entity too large"}';
  const server = await startRawServer((socket) => {
    socket.write(
      `HTTP/1.1 413 Payload Too Large\r\nconnection: close\r\ncontent-length: ${refusal.length}\r\n\r\n${refusal}`,
    );
  });
  const client = clientFor(server.port);
  const error = await troubleOf(client.uploadMedia(await media('a.mp4', Buffer.alloc(5_000_000))));
  await client.close();
  await server.close();
  expect(error).toMatchObject({ outcome: 'rejected', code: 'postiz_payload_too_large', status: 413 });
});

it('holds next to nothing of a large file in memory', async () => {
  let bytes = 0;
  let rssMax = 0;
  const server = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      rssMax = Math.max(rssMax, process.memoryUsage.rss());
    });
    request.on('end', () =>
      response.writeHead(201).end('{"id":"m1","path":"https://cdn.example.com/x.mp4"}'),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = clientFor((server.address() as AddressInfo).port);
  const file = await media('a.mp4', Buffer.alloc(0));
  await truncate(file.path, 300 * 1024 * 1024);
  const before = process.memoryUsage.rss();
  await client.uploadMedia({ ...file, bytes: 300 * 1024 * 1024 });
  await client.close();
  server.close();
  expect(bytes).toBeGreaterThan(300 * 1024 * 1024);
  expect(rssMax - before).toBeLessThan(128 * 1024 * 1024);
}, 60_000);
