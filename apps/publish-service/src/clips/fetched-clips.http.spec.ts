import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { prefixed, systemRuntime } from '@clipcast/kernel';
import { sourceServer, type Answering } from '../media/testing/source-server.ts';
import { programsPath } from '../testing/config.ts';
import { publishFixture, sampleClip } from '../testing/publish-fixture.ts';
import { clipRequests } from './testing/clip-requests.ts';

jest.setTimeout(120_000);

const sample = sampleClip();
const sendSample: Answering = (answer) =>
  answer.writeHead(200, { 'content-length': sample.length }).end(sample);
const redirectTo =
  (location: (base: string) => string): Answering =>
  (answer, base) =>
    answer.writeHead(302, { location: location(base) }).end('moved');

describe('a clip that is fetched from a sourceUrl', () => {
  let world: Awaited<ReturnType<typeof publishFixture>>;
  let inner: Awaited<ReturnType<typeof sourceServer>>;
  let source: Awaited<ReturnType<typeof sourceServer>>;

  beforeAll(async () => {
    inner = await sourceServer({ '/clip.mp4': sendSample });
    source = await sourceServer({
      '/Summer%20sale.mp4': sendSample,
      '/moved': redirectTo((base) => `${base}/Summer%20sale.mp4`),
      '/inside': redirectTo(() => inner.url('/clip.mp4')),
      '/metadata': redirectTo(() => 'http://169.254.169.254/latest/meta-data/'),
      '/file': redirectTo(() => 'file:///etc/passwd'),
      '/round': redirectTo((base) => `${base}/round`),
      '/nowhere': (answer) => answer.writeHead(302).end(),
      '/page': (answer) => answer.writeHead(200, { 'content-type': 'text/html' }).end('<html>hello</html>'),
      '/empty': (answer) => answer.writeHead(200).end(),
      '/huge': (answer) => answer.writeHead(200, { 'content-length': 2 * 1024 ** 3 }).write(sample),
      '/short': (answer) => {
        answer.writeHead(200, { 'content-length': sample.length + 1_000 }).write(sample);
        answer.socket?.end();
      },
      '/zipped': (answer) => answer.writeHead(200, { 'content-encoding': 'gzip' }).end('no video'),
      '/private': (answer) => answer.writeHead(403).end('what only we can read'),
      '/hangs': () => undefined,
      '/stops': (answer) => void answer.writeHead(200).write(sample.subarray(0, 1_000)),
    });
    world = await publishFixture({
      environment: {
        CLIPCAST_SOURCE_EGRESS_ALLOW: `127.0.0.1:${source.port}`,
        CLIPCAST_SOURCE_SECONDS: '3',
        PATH: programsPath,
      },
    });
  });
  afterAll(async () => {
    await world.close();
    await source.close();
    await inner.close();
  });

  const fetched = async (sourceUrl: unknown, more: object = {}, headers = {}) => {
    const profileId = await world.brand('acme');
    const clips = clipRequests(world, profileId);
    const answer = await clips.send('POST', '', { body: { sourceUrl, ...more }, headers });
    return { ...answer, clips };
  };
  const arriving = () => readdirSync(join(world.directory, 'media', 'arriving'));

  it('is as good as one that is uploaded', async () => {
    const { status, headers, body, clips } = await fetched(source.url('/Summer%20sale.mp4?signature=1'), {
      projectId: 'spring',
    });
    expect({ status, etag: headers['etag'] }).toEqual({ status: 201, etag: '"1"' });
    expect(body).toMatchObject({
      title: 'Summer sale',
      fileName: 'Summer sale.mp4',
      projectId: 'spring',
      status: 'ready',
      media: 'stored',
      bytes: sample.length,
      sha256: createHash('sha256').update(sample).digest('hex'),
      durationMs: 4_000,
    });
    const video = await clips.send('GET', `/${String(body?.['id'])}/media`);
    expect(video.bytes.equals(sample)).toBe(true);
    expect(arriving()).toEqual([]);
  });

  it('may lie behind a redirect', async () => {
    expect(await fetched(source.url('/moved'), { title: 'Moved' })).toMatchObject({
      status: 201,
      body: { title: 'Moved' },
    });
  });

  it('is fetched once for an Idempotency-Key, and answered the same way again', async () => {
    const clips = clipRequests(world, await world.brand('acme'));
    const asking = {
      body: { sourceUrl: source.url('/Summer%20sale.mp4') },
      headers: { 'idempotency-key': 'fetch-it-only-once' },
    };
    const first = await clips.send('POST', '', asking);
    const times = source.asked.length;
    const again = await clips.send('POST', '', asking);
    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(source.asked).toHaveLength(times);
    expect((await clips.send('GET')).body).toMatchObject({ items: [{ id: first.body?.['id'] }] });
  });

  it.each([
    ['a private address', () => 'https://10.0.0.1/clip.mp4', 400, 'source_not_allowed'],
    ['this machine', () => inner.url('/clip.mp4'), 400, 'source_not_allowed'],
    ['an inner name', () => 'https://postgres.internal/clip.mp4', 400, 'source_not_allowed'],
    ['plain http', () => 'http://example.com/clip.mp4', 400, 'source_not_allowed'],
    ['another port', () => 'https://example.com:8443/clip.mp4', 400, 'source_not_allowed'],
    ['a file', () => 'file:///etc/passwd', 400, 'source_not_allowed'],
    ['a URL with a password', () => 'https://me:secret@example.com/clip.mp4', 400, 'source_not_allowed'],
    ['no URL', () => 'clip.mp4', 400, 'source_not_allowed'],
    ['nothing', () => '', 400, 'invalid_request'],
    ['a number', () => 7, 400, 'invalid_request'],
    ['a redirect to a private address', () => source.url('/inside'), 400, 'source_not_allowed'],
    ['a redirect to the metadata of a cloud', () => source.url('/metadata'), 400, 'source_not_allowed'],
    ['a redirect to a file', () => source.url('/file'), 400, 'source_not_allowed'],
    ['a redirect without end', () => source.url('/round'), 502, 'source_refused'],
    ['a redirect to nowhere', () => source.url('/nowhere'), 502, 'source_refused'],
    ['something that is not there', () => source.url('/missing'), 502, 'source_refused'],
    ['something that may not be read', () => source.url('/private'), 502, 'source_refused'],
    ['something compressed', () => source.url('/zipped'), 502, 'source_refused'],
    ['a web page', () => source.url('/page'), 415, 'not_a_video'],
    ['an empty file', () => source.url('/empty'), 400, 'clip_empty'],
    ['a file of 2 GiB', () => source.url('/huge'), 413, 'source_too_large'],
    ['a file that breaks off', () => source.url('/short'), 502, 'source_unreachable'],
    ['a server that never answers', () => source.url('/hangs'), 502, 'source_timeout'],
    ['a server that stops in the middle', () => source.url('/stops'), 502, 'source_timeout'],
  ])('is refused from %s', async (_what, sourceUrl, status, code) => {
    const { clips, ...answer } = await fetched(sourceUrl());
    expect({ status: answer.status, code: answer.body?.['code'] }).toEqual({ status, code });
    expect(JSON.stringify(answer.body)).not.toMatch(/nobody shall read|only we can read|secret/);
    expect((await clips.send('GET')).body).toEqual({ items: [] });
    expect(arriving()).toEqual([]);
    expect(inner.asked).toEqual([]);
  });

  it('is refused when nothing listens there, and may be tried again', async () => {
    const gone = await sourceServer({});
    await gone.close();
    const lonely = await publishFixture({
      environment: { CLIPCAST_SOURCE_EGRESS_ALLOW: `127.0.0.1:${gone.port}` },
    });
    const clips = clipRequests(lonely, await lonely.brand('acme'));
    expect(await clips.send('POST', '', { body: { sourceUrl: gone.url('/clip.mp4') } })).toMatchObject({
      status: 502,
      body: { code: 'source_unreachable', retryable: true },
    });
    await lonely.close();
  });

  it('is refused before anything is fetched when the request is no good', async () => {
    const times = source.asked.length;
    const url = source.url('/Summer%20sale.mp4');
    expect(await fetched(url, { colour: 'red' })).toMatchObject({
      status: 400,
      body: { code: 'invalid_request' },
    });
    expect(await fetched(url, { title: '' })).toMatchObject({ status: 400 });
    expect(await fetched(url, { status: 'rendering' })).toMatchObject({ status: 400 });
    const nobody = clipRequests(world, prefixed('prf', systemRuntime.ids.next()));
    expect(await nobody.send('POST', '', { body: { sourceUrl: url } })).toMatchObject({
      status: 404,
      body: { code: 'profile_not_found' },
    });
    expect(source.asked).toHaveLength(times);
  });
});
