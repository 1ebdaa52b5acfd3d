import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { bareId } from '@clipcast/kernel';
import { eventually } from '@clipcast/testing';
import { fakePrograms, saysSeconds, writesJpeg } from '../media/testing/fake-programs.ts';
import { publishFixture, sampleClip } from '../testing/publish-fixture.ts';
import { clipRequests } from './testing/clip-requests.ts';

jest.setTimeout(120_000);

describe('thumbnails', () => {
  const directory = mkdtempSync(join(tmpdir(), 'clipcast-thumbnails-'));
  let world: Awaited<ReturnType<typeof publishFixture>>;
  beforeAll(async () => {
    const PATH = fakePrograms(directory, { ffprobe: saysSeconds, ffmpeg: writesJpeg });
    world = await publishFixture({ environment: { PATH, CLIPCAST_MEDIA_GRACE_SECONDS: '1' } });
  });
  afterAll(async () => {
    await world.close();
    rmSync(directory, { recursive: true });
  });

  it('are made when ffmpeg is installed, shown where the clip says, and removed with it', async () => {
    const profileId = await world.brand('acme');
    const { send, upload } = clipRequests(world, profileId);
    const id = await upload(sampleClip());
    const { body } = await send('GET', `/${id}`);
    expect(body).toMatchObject({
      durationMs: 2_500,
      thumbnail: `/v1/profiles/${profileId}/clips/${id}/thumbnail`,
    });
    const picture = await send('GET', `/${id}/thumbnail`);
    expect(picture).toMatchObject({ status: 200, headers: { 'content-type': 'image/jpeg' } });
    expect(picture.bytes.toString('latin1')).toBe('\xff\xd8\xff\xe0picture');

    const files = () => readdirSync(join(world.directory, 'media', bareId(profileId)));
    expect(files()).toHaveLength(2);
    await send('DELETE', `/${id}`);
    await eventually(() => expect(files()).toEqual([]), { withinMs: 30_000 });
  });
});
