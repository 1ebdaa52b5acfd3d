import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { createConnection, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { bareId, type ProfileId } from '@clipcast/kernel';
import { eventually } from '@clipcast/testing';
import { publishFixture, sampleClip } from '../testing/publish-fixture.ts';
import { clipRequests } from './testing/clip-requests.ts';

jest.setTimeout(120_000);

const sample = sampleClip();
const tag = `"${createHash('sha256').update(sample).digest('hex')}"`;
/** Other content, and still a video by its first bytes. */
const other = Buffer.concat([sample, Buffer.from('more')]);

describe('clips', () => {
  let world: Awaited<ReturnType<typeof publishFixture>>;
  beforeAll(
    async () => (world = await publishFixture({ environment: { CLIPCAST_MEDIA_GRACE_SECONDS: '1' } })),
  );
  afterAll(() => world.close());

  const aBrand = async () => {
    const profileId = await world.brand('acme');
    return { profileId, ...clipRequests(world, profileId) };
  };
  const filesOf = (profileId: ProfileId) => {
    try {
      return readdirSync(join(world.directory, 'media', bareId(profileId)));
    } catch {
      return [];
    }
  };

  describe('that are changed', () => {
    it('have another title and project, in the list too', async () => {
      const { send, upload } = await aBrand();
      const id = await upload(sample);
      const changed = await send('PATCH', `/${id}`, { body: { title: 'Winter', projectId: 'p-1' } });
      expect(changed).toMatchObject({ status: 200, body: { title: 'Winter', projectId: 'p-1', id } });
      expect(changed.headers['etag']).toBe('"2"');
      expect((await send('GET', `/${id}`)).body).toEqual(changed.body);
      expect((await send('GET')).body).toEqual({ items: [changed.body] });
      const alone = await send('PATCH', `/${id}`, { body: { projectId: null } });
      expect(alone.body).toMatchObject({ title: 'Winter', projectId: null });
    });

    it('stay as they are when nothing changes, or somebody else was quicker', async () => {
      const { send, upload } = await aBrand();
      const id = await upload(sample);
      const same = await send('PATCH', `/${id}`, { body: { title: 'clip' } });
      expect(same).toMatchObject({ status: 200, headers: { etag: '"1"' } });
      const late = { body: { title: 'Late' }, headers: { 'if-match': '"7"' } };
      expect(await send('PATCH', `/${id}`, late)).toMatchObject({ status: 412 });
      expect(await send('DELETE', `/${id}`, { headers: { 'if-match': '"7"' } })).toMatchObject({
        status: 412,
      });
      expect((await send('GET', `/${id}`)).body).toMatchObject({ title: 'clip' });
    });

    it.each([[{}], [{ title: '' }], [{ title: 7 }], [{ title: 'x'.repeat(201) }], [{ sha256: 'x' }]])(
      'are not changed by %j',
      async (body) => {
        const { send, upload } = await aBrand();
        const id = await upload(sample);
        expect(await send('PATCH', `/${id}`, { body })).toMatchObject({
          status: 400,
          body: { code: 'invalid_request' },
        });
      },
    );
  });

  describe('that are listed', () => {
    it('can be told apart by project and status', async () => {
      const { send, upload } = await aBrand();
      const ready = await upload(sample);
      await send('PATCH', `/${ready}`, { body: { projectId: 'p-1' } });
      const announced = await send('POST', '', { body: { status: 'rendering', title: 'To come' } });
      const idsIn = async (query: string) => {
        const { body } = await send('GET', query);
        return (body as { items: { id: string }[] }).items.map(({ id }) => id);
      };
      expect(await idsIn('')).toEqual([announced.body?.['id'], ready]);
      expect(await idsIn('?projectId=p-1')).toEqual([ready]);
      expect(await idsIn('?projectId=p-2')).toEqual([]);
      expect(await idsIn('?status=rendering')).toEqual([announced.body?.['id']]);
      expect(await idsIn('?status=ready&projectId=p-1')).toEqual([ready]);
      expect(await send('GET', '?status=broken')).toMatchObject({ status: 400 });
    });
  });

  describe('that are downloaded', () => {
    it('come whole, under their name, with their hash as ETag', async () => {
      const { send, upload } = await aBrand();
      const id = await upload(sample, 'Größe (XL).mp4');
      const video = await send('GET', `/${id}/media`);
      expect(video.status).toBe(200);
      expect(video.bytes.equals(sample)).toBe(true);
      expect(video.headers).toMatchObject({
        etag: tag,
        'accept-ranges': 'bytes',
        'content-type': 'video/mp4',
        'content-length': String(sample.length),
        'content-disposition': `attachment; filename="Gr__e (XL).mp4"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%28XL%29.mp4`,
      });
      const head = await send('HEAD', `/${id}/media`);
      expect(head).toMatchObject({ status: 200, headers: { 'content-length': String(sample.length) } });
      expect(head.bytes).toHaveLength(0);
      expect(await send('GET', `/${id}/media`, { headers: { 'if-none-match': tag } })).toMatchObject({
        status: 304,
        bytes: Buffer.alloc(0),
      });
    });

    it.each([
      ['bytes=0-99', 0, 99],
      ['bytes=100-', 100, sample.length - 1],
      ['bytes=-50', sample.length - 50, sample.length - 1],
      [`bytes=10-${sample.length * 2}`, 10, sample.length - 1],
    ])('come in part: %s', async (range, first, last) => {
      const { send, upload } = await aBrand();
      const id = await upload(sample);
      const part = await send('GET', `/${id}/media`, { headers: { range, 'if-range': tag } });
      expect(part).toMatchObject({
        status: 206,
        headers: { 'content-range': `bytes ${first}-${last}/${sample.length}` },
      });
      expect(part.bytes.equals(sample.subarray(first, last + 1))).toBe(true);
    });

    it('come whole for what is no part, and not at all for one that is not there', async () => {
      const { send, upload } = await aBrand();
      const id = await upload(sample);
      for (const range of ['bytes=5-1', 'bytes=0-1,5-6', 'lines=1-2', 'bytes=-'])
        expect((await send('GET', `/${id}/media`, { headers: { range } })).status).toBe(200);
      const stale = { range: 'bytes=0-9', 'if-range': '"another"' };
      expect((await send('GET', `/${id}/media`, { headers: stale })).status).toBe(200);
      for (const range of [`bytes=${sample.length}-`, 'bytes=-0'])
        expect(await send('GET', `/${id}/media`, { headers: { range } })).toMatchObject({
          status: 416,
          headers: { 'content-range': `bytes */${sample.length}` },
          body: { code: 'range_unsatisfiable' },
        });
    });

    it('are their own profile’s alone', async () => {
      const [mine, theirs] = [await aBrand(), await aBrand()];
      const id = await mine.upload(sample);
      for (const path of ['', '/media', '/thumbnail'])
        expect(await theirs.send('GET', `/${id}${path}`)).toMatchObject({
          status: 404,
          body: { code: 'clip_not_found' },
        });
      expect(await theirs.send('PATCH', `/${id}`, { body: { title: 'Mine' } })).toMatchObject({
        status: 404,
      });
      expect(await theirs.send('DELETE', `/${id}`)).toMatchObject({ status: 404 });
      expect((await mine.send('GET', `/${id}`)).status).toBe(200);
    });

    it('have no thumbnail where ffmpeg is not installed, and say so', async () => {
      const { send, upload } = await aBrand();
      const id = await upload(sample);
      expect((await send('GET', `/${id}`)).body).toMatchObject({ thumbnail: null, durationMs: 4_000 });
      expect(await send('GET', `/${id}/thumbnail`)).toMatchObject({
        status: 404,
        body: { code: 'thumbnail_not_found' },
      });
    });
  });

  describe('that are announced before they are rendered', () => {
    const announce = async (send: ReturnType<typeof clipRequests>['send']) => {
      const { status, body } = await send('POST', '', { body: { status: 'rendering', title: 'To come' } });
      expect({ status, body }).toMatchObject({
        status: 201,
        body: { status: 'rendering', media: 'none', sha256: null, title: 'To come' },
      });
      return String(body?.['id']);
    };

    it('become ready with their video, once', async () => {
      const { profileId, send } = await aBrand();
      const id = await announce(send);
      const publish = () =>
        world.ask('POST', `/profiles/${profileId}/publications`, {
          clipId: id,
          integrationIds: ['acme-mastodon'],
        });
      expect(await publish()).toMatchObject({ status: 409, body: { code: 'clip_not_ready' } });
      expect(await send('GET', `/${id}/media`)).toMatchObject({ status: 409 });
      const headers = { 'idempotency-key': 'the-video-of-it' };
      const path = `/clips/${id}/media`;
      const completed = await world.upload(profileId, sample, { headers, path });
      expect(completed).toMatchObject({
        status: 200,
        body: { id, status: 'ready', media: 'stored', bytes: sample.length },
      });
      expect(await world.upload(profileId, sample, { headers, path })).toEqual(completed);
      expect(await world.upload(profileId, other, { headers, path })).toMatchObject({ status: 422 });
      expect(await world.upload(profileId, sample, { path })).toMatchObject({
        status: 409,
        body: { code: 'clip_has_media' },
      });
      expect((await send('GET', `/${id}/media`)).bytes.equals(sample)).toBe(true);
      expect((await publish()).status).toBe(202);
    });

    it('need a title and no video yet', async () => {
      const { send } = await aBrand();
      expect(await send('POST', '', { body: { status: 'rendering' } })).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: '/title' }] },
      });
      expect(await send('POST', '', { body: {} })).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: '/sourceUrl' }] },
      });
      expect(await send('POST')).toMatchObject({ status: 415, body: { code: 'multipart_required' } });
    });
  });

  describe('that are removed', () => {
    it('are gone at once, and their file when nobody can need it any more', async () => {
      const { profileId, send, upload } = await aBrand();
      const [id, twin, stays] = [await upload(sample), await upload(sample), await upload(other)];
      expect(await send('DELETE', `/${id}`)).toMatchObject({ status: 204 });
      for (const path of ['', '/media']) expect((await send('GET', `/${id}${path}`)).status).toBe(404);
      expect(await send('DELETE', `/${id}`)).toMatchObject({ status: 404 });
      expect((await send('GET', `/${twin}/media`)).bytes.equals(sample)).toBe(true);
      expect(await send('DELETE', `/${twin}`)).toMatchObject({ status: 204 });
      await eventually(() => expect(filesOf(profileId)).toHaveLength(1), { withinMs: 30_000 });
      expect((await send('GET', `/${stays}/media`)).bytes.equals(other)).toBe(true);
      expect((await send('GET')).body).toMatchObject({ items: [{ id: stays }] });
      // What was removed can come again.
      const again = await upload(sample);
      expect((await send('GET', `/${again}/media`)).bytes.equals(sample)).toBe(true);
    });

    it('stay while they are being published', async () => {
      const { profileId, send, upload } = await aBrand();
      const id = await upload(sample);
      await world.fault({ organisation: 'acme', operation: 'upload', kind: 'status', status: 500 });
      const { status, body } = await world.ask('POST', `/profiles/${profileId}/publications`, {
        clipId: id,
        integrationIds: ['acme-mastodon'],
        // Other brands of this file publish the same sample.
        allowDuplicate: true,
      });
      expect(status).toBe(202);
      const { id: publicationId } = body as { id: string };
      expect(await send('DELETE', `/${id}`)).toMatchObject({
        status: 409,
        body: { code: 'clip_in_use', publicationIds: [publicationId] },
      });
      await world.heal();
      await eventually(async () => expect((await send('DELETE', `/${id}`)).status).toBe(204), {
        withinMs: 60_000,
      });
    });
  });

  it('leave nothing behind when their upload breaks off', async () => {
    const { profileId, send } = await aBrand();
    await world.app().listen(0, '127.0.0.1');
    const { port } = world.app().getHttpServer().address() as AddressInfo;
    const socket = createConnection(port, '127.0.0.1');
    socket.write(
      [
        `POST /v1/profiles/${profileId}/clips HTTP/1.1`,
        'host: clipcast',
        `authorization: ${world.bearer.authorization}`,
        'content-type: multipart/form-data; boundary=b',
        'content-length: 1000000',
        '',
        '--b',
        'content-disposition: form-data; name="file"; filename="half.mp4"',
        '',
        '',
      ].join('\r\n'),
    );
    socket.write(sample);
    const arriving = () => readdirSync(join(world.directory, 'media', 'arriving'));
    await eventually(() => expect(arriving()).toHaveLength(1));
    socket.destroy();
    await eventually(() => expect(arriving()).toEqual([]));
    expect((await send('GET')).body).toEqual({ items: [] });
  });
});
