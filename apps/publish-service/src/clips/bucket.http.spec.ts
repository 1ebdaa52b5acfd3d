import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { startS3 } from '@clipcast/media-store/testing';
import { eventually } from '@clipcast/testing';
import { publishFixture, sampleClip } from '../testing/publish-fixture.ts';
import { clipRequests } from './testing/clip-requests.ts';

jest.setTimeout(120_000);

const sample = sampleClip();

describe('clips in a bucket', () => {
  const directory = mkdtempSync(join(tmpdir(), 'clipcast-bucket-'));
  let bucket: Awaited<ReturnType<typeof startS3>>;
  let world: Awaited<ReturnType<typeof publishFixture>>;
  beforeAll(async () => {
    bucket = await startS3(directory);
    world = await publishFixture({
      environment: {
        CLIPCAST_MEDIA_S3_ENDPOINT: bucket.endpoint,
        CLIPCAST_MEDIA_S3_BUCKET: 'clips',
        CLIPCAST_MEDIA_S3_ACCESS_KEY_ID: 'S3RVER',
        CLIPCAST_MEDIA_S3_SECRET_ACCESS_KEY: 'S3RVER',
        CLIPCAST_MEDIA_GRACE_SECONDS: '1',
      },
    });
  });
  afterAll(async () => {
    await world.close();
    rmSync(directory, { recursive: true });
  });

  const objects = () =>
    readdirSync(join(directory, 'clips'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.mp4._S3rver_object'),
    );

  it('are uploaded, downloaded, published without a local copy, and removed', async () => {
    const profileId = await world.brand('acme');
    const { send, upload } = clipRequests(world, profileId);
    const id = await upload(sample);
    expect(objects()).toHaveLength(1);
    rmSync(join(world.directory, 'media', 'copies'), { recursive: true });

    const part = await send('GET', `/${id}/media`, { headers: { range: 'bytes=100-199' } });
    expect(part.status).toBe(206);
    expect(part.bytes.equals(sample.subarray(100, 200))).toBe(true);
    expect((await send('GET', `/${id}/media`)).bytes.equals(sample)).toBe(true);

    const { body } = await world.ask('POST', `/profiles/${profileId}/publications`, {
      clipId: id,
      caption: 'out of a bucket',
      integrationIds: ['acme-mastodon'],
    });
    const path = `/profiles/${profileId}/publications/${(body as { id: string }).id}`;
    await eventually(
      async () => expect((await world.ask('GET', path)).body).toMatchObject({ status: 'published' }),
      { withinMs: 60_000 },
    );
    const [post] = (await world.judge('acme')).filter(({ content }) => content.includes('out of a bucket'));
    expect(post).toMatchObject({
      publications: 1,
      mediaSha256: (await send('GET', `/${id}`)).body?.['sha256'],
    });

    await eventually(async () => expect((await send('DELETE', `/${id}`)).status).toBe(204));
    await eventually(() => expect(objects()).toEqual([]), { withinMs: 30_000 });
  });

  /** The last test: the bucket does not come back. */
  it('that cannot be reached are told as such; what needs no media goes on', async () => {
    const { send, upload } = clipRequests(world, await world.brand('acme'));
    const id = await upload(sample);
    await bucket.close();
    expect(await send('GET', `/${id}/media`)).toMatchObject({
      status: 503,
      body: { code: 'media_store_unavailable' },
    });
    await expect(upload(sample)).rejects.toThrow('media_store_unavailable');
    expect(readdirSync(join(world.directory, 'media', 'arriving'))).toEqual([]);
    expect((await send('GET')).body).toMatchObject({ items: [{ id }] });
    const { statusCode, body } = await world.app().inject('/readyz');
    expect({ statusCode, body: JSON.parse(body) as unknown }).toMatchObject({
      statusCode: 200,
      body: { status: 'degraded', checks: { media: { status: 'failing' } } },
    });
  });
});
