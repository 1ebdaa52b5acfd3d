import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { bareId, type ProfileId } from '@clipcast/kernel';
import { ServiceEngine } from '@clipcast/service-kit';
import { eventually } from '@clipcast/testing';
import { createNoopMeter, metrics } from '@opentelemetry/api';
import { sql } from 'kysely';
import { publishFixture, sampleClip } from '../testing/publish-fixture.ts';
import { clipRequests } from './testing/clip-requests.ts';

jest.setTimeout(120_000);

const sample = sampleClip();

describe('videos that were published long ago', () => {
  let world: Awaited<ReturnType<typeof publishFixture>>;
  const counted: Record<string, number> = {};
  beforeAll(async () => {
    const createCounter = (name: string) => ({
      add: (count: number) => (counted[name] = (counted[name] ?? 0) + count),
    });
    const meter = Object.assign(createNoopMeter(), { createCounter });
    metrics.setGlobalMeterProvider({ getMeter: () => meter });
    world = await publishFixture({
      environment: { CLIPCAST_MEDIA_GRACE_SECONDS: '1', CLIPCAST_MEDIA_RETENTION_DAYS: '30' },
    });
  });
  afterAll(async () => {
    await world.close();
    metrics.disable();
  });

  const published = async (profileId: ProfileId, clipId: string) => {
    const { body } = await world.ask('POST', `/profiles/${profileId}/publications`, {
      clipId,
      integrationIds: ['acme-mastodon'],
    });
    const { id } = body as { id: string };
    const path = `/profiles/${profileId}/publications/${id}`;
    await eventually(
      async () => expect((await world.ask('GET', path)).body).toMatchObject({ status: 'published' }),
      { withinMs: 60_000 },
    );
    return id;
  };
  /** As if its last news had come so long ago; not before the read model shows that. */
  const age = (publicationId: string, days: number) =>
    eventually(async () => {
      const aged = sql`
        update publication set updated_at = now() - make_interval(days => ${days})
         where publication_id = ${publicationId} and status = 'published'`;
      const { numAffectedRows } = await aged.execute(world.app().get(ServiceEngine).database.db);
      expect(numAffectedRows).toBe(1n);
    });

  it('are let go of; the clip stays, and can be published no more', async () => {
    const profileId = await world.brand('acme');
    const { send, upload } = clipRequests(world, profileId);
    const [old, young, unpublished] = [
      await upload(sample),
      await upload(Buffer.concat([sample, Buffer.from('young')])),
      await upload(Buffer.concat([sample, Buffer.from('unpublished')])),
    ];
    await age(await published(profileId, old), 31);
    await age(await published(profileId, young), 29);
    await eventually(
      async () => expect((await send('GET', `/${old}`)).body).toMatchObject({ media: 'dropped' }),
      { withinMs: 30_000 },
    );
    expect((await send('GET', `/${old}`)).body).toMatchObject({ status: 'ready', thumbnail: null });
    expect((await send('GET', '?status=ready')).body).toMatchObject({
      items: [{ media: 'stored' }, { media: 'stored' }, { media: 'dropped' }],
    });
    const files = () => readdirSync(join(world.directory, 'media', bareId(profileId)));
    await eventually(() => expect(files()).toHaveLength(2), { withinMs: 30_000 });
    for (const id of [young, unpublished]) expect((await send('GET', `/${id}/media`)).status).toBe(200);
    const refusal = { status: 409, body: { code: 'media_dropped' } };
    expect(await send('GET', `/${old}/media`)).toMatchObject(refusal);
    expect(
      await world.ask('POST', `/profiles/${profileId}/publications`, {
        clipId: old,
        integrationIds: ['acme-mastodon'],
      }),
    ).toMatchObject(refusal);
    expect((await send('DELETE', `/${old}`)).status).toBe(204);
    await eventually(() =>
      expect(counted).toMatchObject({ 'clipcast.media.dropped': 1, 'clipcast.media.removed': 1 }),
    );
  });
});
