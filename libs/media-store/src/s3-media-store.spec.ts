import { existsSync, mkdtempSync, rmSync, statSync, utimesSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DomainError, systemRuntime } from '@clipcast/kernel';
import { s3StoreAt, startS3 } from './testing/s3-server.ts';
import { aFile, aProfile, bytesOf } from './testing/some-files.ts';

const directory = mkdtempSync(join(tmpdir(), 'clipcast-s3-'));
afterAll(() => rmSync(directory, { recursive: true }));

const video = (sha256: string) => ({ profileId: aProfile(), sha256, kind: 'video' }) as const;
const files = join(directory, 'arriving');

describe('copies of what lies in a bucket', () => {
  const copies = join(directory, 'copies');
  let server: Awaited<ReturnType<typeof startS3>>;
  beforeAll(async () => (server = await startS3(join(directory, 'bucket'))));
  afterAll(() => server.close());

  it('take no more room than they may: the least recently used one goes first', async () => {
    const store = s3StoreAt(server.endpoint, copies, systemRuntime, { copiesBytesMax: 2_500 });
    const kept = ['a', 'b', 'c'].map((letter) => aFile(files, letter.repeat(1_000)));
    const [first, second, third] = kept.map(({ sha256 }) => video(sha256));
    if (!first || !second || !third) throw new Error('three files were made');
    const [one, two, three] = kept;
    if (!one || !two || !three) throw new Error('three files were made');
    await store.keep(first, one);
    await store.keep(second, two);
    const path = await store.localCopy(first);
    utimesSync(await store.localCopy(second), 1, 1);
    await store.keep(third, three);
    expect(existsSync(path)).toBe(true);
    const again = await store.localCopy(second);
    expect(statSync(again).size).toBe(1_000);
    await store.close();
  });

  it('are fetched once for all who ask at the same time', async () => {
    const store = s3StoreAt(server.endpoint, copies, systemRuntime);
    const file = aFile(files, 'asked for by many');
    const object = video(file.sha256);
    await store.keep(object, file);
    rmSync(copies, { recursive: true });
    const paths = await Promise.all(Array.from({ length: 5 }, () => store.localCopy(object)));
    expect(new Set(paths).size).toBe(1);
    await store.close();
  });

  it('are never made of other bytes than were kept', async () => {
    const store = s3StoreAt(server.endpoint, copies, systemRuntime);
    const file = aFile(files, 'what was kept');
    const object = video('0'.repeat(64));
    await store.keep(object, file);
    rmSync(copies, { recursive: true });
    await expect(store.localCopy(object)).rejects.toThrow('other bytes');
    await store.close();
  });
});

describe('a bucket that does not answer as it should', () => {
  it('is told as the store’s trouble, without a word of what it said, and the file stays', async () => {
    const server = createServer((request, answer) => {
      request.resume();
      answer.writeHead(500).end('<Error><Message>secret-host</Message></Error>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const store = s3StoreAt(`http://127.0.0.1:${port}`, join(directory, 'none'), systemRuntime);
    const file = aFile(files, 'not taken');
    const refusal: unknown = await store.keep(video(file.sha256), file).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(DomainError);
    expect(refusal).toMatchObject({ code: 'media_store_unavailable', kind: 'unavailable' });
    expect(JSON.stringify({ ...(refusal as object), cause: undefined })).not.toContain('secret-host');
    expect(existsSync(file.path)).toBe(true);
    await expect(store.trouble()).rejects.toThrow();
    await store.close();
    server.closeAllConnections();
    server.close();
  });

  it('is asked again before a file counts as not kept', async () => {
    const seen: { hash: string | undefined; bytes: number }[] = [];
    const server = createServer((request, answer) => {
      void bytesOf(request).then((body) => {
        seen.push({ hash: String(request.headers['x-amz-content-sha256']), bytes: body.length });
        answer.writeHead(seen.length === 1 ? 503 : 200).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const store = s3StoreAt(`http://127.0.0.1:${port}`, join(directory, 'copies'), systemRuntime);
    const file = aFile(files, 'taken at the second try');
    await store.keep(video(file.sha256), file);
    expect(seen).toEqual([
      { hash: file.sha256, bytes: file.bytes },
      { hash: file.sha256, bytes: file.bytes },
    ]);
    await store.close();
    server.closeAllConnections();
    server.close();
  });

  it('is asked once to remove a file: a repetition could remove what was kept again meanwhile', async () => {
    let asked = 0;
    const server = createServer((_request, answer) => {
      asked += 1;
      answer.writeHead(503).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const store = s3StoreAt(`http://127.0.0.1:${port}`, join(directory, 'copies'), systemRuntime);
    const removal = store.remove(video('0'.repeat(64)));
    await expect(removal).rejects.toMatchObject({ code: 'media_store_unavailable' });
    expect(asked).toBe(1);
    await store.close();
    server.closeAllConnections();
    server.close();
  });

  it('is let go of when a removal is given up', async () => {
    const givingUp = new AbortController();
    const letGo = Promise.withResolvers<string>();
    const server = createServer((request) => {
      request.socket.once('close', () => letGo.resolve('the connection is closed'));
      givingUp.abort();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const store = s3StoreAt(`http://127.0.0.1:${port}`, join(directory, 'copies'), systemRuntime);
    const removal = store.remove(video('0'.repeat(64)), givingUp.signal);
    await expect(removal).rejects.toMatchObject({ code: 'media_store_unavailable' });
    expect(await letGo.promise).toBe('the connection is closed');
    await store.close();
    server.closeAllConnections();
    server.close();
  });
});
