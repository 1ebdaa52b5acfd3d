import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@clipcast/testing';
import { multipart, send } from '../testing/http-client.ts';
import { CLIP, SandboxUnderTest } from '../testing/sandbox-under-test.ts';

let test: SandboxUnderTest;
beforeAll(async () => {
  test = await SandboxUnderTest.start();
});
afterAll(() => test.stop());

const png = (bytes: number): Buffer => {
  const file = Buffer.alloc(bytes);
  file.write('\x89PNG\r\n\x1a\n', 'latin1');
  return file;
};
const fromUrl = (url: unknown) => test.api('POST', '/upload-from-url', { json: { url } });

describe('POST /upload', () => {
  it('answers 201 with a random name and an absolute path that plays, in ranges too', async () => {
    const reply = await test.upload();
    expect([reply.status, reply.body]).toEqual([
      201,
      {
        id: expect.any(String),
        name: expect.stringMatching(/^[0-9a-f]{32}\.mp4$/),
        originalName: null,
        path: expect.stringContaining(`${test.sandbox.url}/`),
        thumbnail: null,
        alt: null,
      },
    ]);
    const { path } = await test.uploadClip();
    const whole = await send('GET', path);
    expect([whole.status, whole.headers['content-type'], whole.headers['content-length']]).toEqual([
      200,
      'video/mp4',
      String(CLIP.length),
    ]);
    const part = await send('GET', path, { headers: { range: 'bytes=4-11' } });
    expect([part.status, part.text, part.headers['content-range']]).toEqual([
      206,
      'ftypmp42',
      `bytes 4-11/${CLIP.length}`,
    ]);
    expect((await send('GET', path, { headers: { range: `bytes=${CLIP.length}-` } })).status).toBe(416);
  });

  it('stores the same file twice as two rows', async () => {
    const [one, two] = [await test.uploadClip(), await test.uploadClip()];
    expect(one.id).not.toBe(two.id);
    expect(one.path).not.toBe(two.path);
  });

  it('tells the judge what was in a post', async () => {
    const { path } = await test.uploadClip();
    const id = await test.create({ value: { image: [{ id: 'mine', path }] } });
    const { createHash } = await import('node:crypto');
    expect(await test.judgedPost(id)).toMatchObject({
      mediaSha256: createHash('sha256').update(CLIP).digest('hex'),
    });
  });

  it.each(['M4V ', 'qt  '])('refuses an MP4 of the brand %j, whatever it is called', async (brand) => {
    const file = Buffer.from(CLIP);
    file.write(brand, 8, 'latin1');
    expect((await test.upload(file)).body).toEqual({
      message: 'Unsupported file type.',
      error: 'Bad Request',
      statusCode: 400,
    });
  });

  it('takes an image of 10 MiB and refuses one byte more', async () => {
    expect((await test.upload(png(10 * 1024 * 1024))).status).toBe(201);
    expect((await test.upload(png(10 * 1024 * 1024 + 1))).body).toMatchObject({ error: 'Bad Request' });
  });

  it('ignores text fields, refuses other file fields and a second file', async () => {
    const file = () => new Blob([new Uint8Array(CLIP)]);
    const form = new FormData();
    form.append('note', 'x');
    form.append('file', file(), 'a.mp4');
    expect((await test.api('POST', '/upload', await multipart(form))).status).toBe(201);
    form.append('file', file(), 'b.mp4');
    expect((await test.api('POST', '/upload', await multipart(form))).body).toMatchObject({
      message: 'Unexpected field - file',
      statusCode: 400,
    });
    expect((await test.upload(CLIP, 'a.mp4', 'video')).body).toMatchObject({
      message: 'Unexpected field - video',
    });
  });

  it('leaves nothing behind when the client goes away in the middle', async () => {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(CLIP), new Uint8Array(100_000)]), 'a.mp4');
    const { raw = '', headers = {} } = await multipart(form);
    const incoming = () => readdirSync(join(test.dataDir, 'media-incoming'));
    const upload = request(`${test.sandbox.url}/public/v1/upload`, {
      method: 'POST',
      headers: { ...headers, authorization: 'sandbox-acme-key', 'content-length': String(raw.length) },
    });
    upload.on('error', () => undefined);
    upload.write(raw.slice(0, 70_000));
    await eventually(() => {
      expect(incoming()).toHaveLength(1);
    });
    upload.destroy();
    await eventually(() => {
      expect(incoming()).toEqual([]);
    });
    expect((await test.api('GET', '/is-connected')).status).toBe(200);
  });

  it('says in shape E4 that there is no file', async () => {
    const form = new FormData();
    form.append('note', 'x');
    const empty = await test.api('POST', '/upload', await multipart(form));
    expect([empty.status, empty.body]).toEqual([400, { msg: 'No file provided' }]);
    expect((await test.api('POST', '/upload', { json: {} })).body).toEqual({ msg: 'No file provided' });
  });

  it('takes anything in 2.11, under its original name and extension, and serves it harmlessly', async () => {
    await test.control('POST', '/mode', { version: '2.11' });
    const reply = await test.upload(Buffer.from('<script>alert(1)</script>'), 'Evil Page.HTML');
    await test.control('POST', '/mode', { version: 'head' });
    expect(reply.body).toEqual({
      id: expect.any(String),
      name: 'Evil Page.HTML',
      path: expect.stringMatching(/\/[0-9a-f]{32}\.HTML$/),
      thumbnail: null,
      alt: null,
    });
    const served = await send('GET', String((reply.body as { path: string }).path));
    expect(served.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-security-policy': expect.stringContaining('sandbox'),
    });
  });

  it('serves nothing but uploads', async () => {
    expect((await send('GET', `${test.sandbox.url}/sandbox/media/..%2Fjournal.jsonl`)).status).toBe(404);
  });
});

describe('POST /upload-from-url', () => {
  it.each([
    'no-url',
    'https://example.org/clip.mov',
    'http://example.org/clip.mp4',
    'https://127.0.0.1/clip.mp4',
    'https://[::1]/clip.mp4',
    'https://[::ffff:10.0.0.1]/clip.mp4',
    'https://localhost/clip.mp4',
    'https://192.168.1.7/clip.mp4',
  ])('refuses %s in shape E3', async (url) => {
    const reply = await fromUrl(url);
    expect(reply.body).toEqual({ message: [expect.any(String)], error: 'Bad Request', statusCode: 400 });
  });

  it('fetches nothing, which it says in shape E4', async () => {
    expect((await fromUrl('https://example.org/clip.mp4')).body).toEqual({ msg: 'Failed to fetch URL' });
  });
});
