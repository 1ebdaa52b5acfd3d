import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { jest } from '@jest/globals';
import { bareId, prefixed, systemRuntime, type ProfileId } from '@clipcast/kernel';
import { ServiceEngine } from '@clipcast/service-kit';
import { eventually } from '@clipcast/testing';
import { sql } from 'kysely';
import { clipRequests } from '../clips/testing/clip-requests.ts';
import { publishFixture, sampleClip } from '../testing/publish-fixture.ts';
import { Arrivals } from './arrivals.adapter.ts';
import { MediaKeeper } from './media-keeper.ts';

jest.setTimeout(180_000);

const sample = sampleClip();

describe('files that no clip uses', () => {
  let world: Awaited<ReturnType<typeof publishFixture>>;
  beforeAll(async () => {
    world = await publishFixture({ environment: { CLIPCAST_MEDIA_GRACE_SECONDS: '1' } });
    await world.startReplica();
  });
  afterAll(() => world.close());

  const db = () => world.app().get(ServiceEngine).database.db;
  const filesOf = (profileId: ProfileId) =>
    readdirSync(join(world.directory, 'media', bareId(profileId))).length;
  const usesOf = async (profileId: ProfileId) => {
    const uses = sql`select from media_use where profile_id = ${bareId(profileId)}`;
    return (await uses.execute(db())).rows.length;
  };

  it('are removed when a process ended between keeping one and the fact about it', async () => {
    const profileId = await world.brand('acme');
    const arrived = await world
      .app()
      .get(Arrivals)
      .receive(Readable.from([sample]));
    const clipId = prefixed('clp', systemRuntime.ids.next());
    await world.app().get(MediaKeeper).keep(profileId, clipId, 'clip.mp4', arrived);
    expect(filesOf(profileId)).toBe(1);
    await sql`update media_use set removable_from = now() where clip_id = ${clipId}`.execute(db());
    await eventually(() => expect(filesOf(profileId)).toBe(0), { withinMs: 30_000 });
    await eventually(async () => expect(await usesOf(profileId)).toBe(0), { withinMs: 30_000 });
  });

  /** The same content comes and goes all the time, while it is being removed on both replicas. */
  it('never take a clip’s file with them', async () => {
    const profileId = await world.brand('acme');
    const { send, upload } = clipRequests(world, profileId);
    const until = systemRuntime.clock.monotonicMs() + 6_000;
    const comeAndGo = async () => {
      while (systemRuntime.clock.monotonicMs() < until) {
        const id = await upload(sample);
        await systemRuntime.timers.sleep(systemRuntime.random.fraction() * 1_500);
        const video = await send('GET', `/${id}/media`);
        expect(video.status).toBe(200);
        expect(video.bytes.equals(sample)).toBe(true);
        expect((await send('DELETE', `/${id}`)).status).toBe(204);
        await systemRuntime.timers.sleep(systemRuntime.random.fraction() * 2_500);
      }
    };
    await Promise.all([comeAndGo(), comeAndGo()]);
    const last = await upload(sample);
    await eventually(async () => expect(await usesOf(profileId)).toBe(1), { withinMs: 30_000 });
    expect((await send('GET', `/${last}/media`)).bytes.equals(sample)).toBe(true);
  });
});
