import { jest } from '@jest/globals';
import { systemRuntime } from '@clipcast/kernel';
import { publishFixture, sampleClip } from '../../testing/publish-fixture.ts';
import { publishingDesk, soon } from '../../testing/publishing-desk.ts';

jest.setTimeout(90_000);

describe('the same video a second time', () => {
  let world: Awaited<ReturnType<typeof publishFixture>>;
  let desk: ReturnType<typeof publishingDesk>;
  let schedule: string;
  beforeAll(async () => {
    world = await publishFixture();
    desk = publishingDesk(world);
    schedule = desk.inDays(30, systemRuntime.clock.now());
  });
  afterEach(() => world.heal());
  afterAll(() => world.close());

  it('on the same account needs an explicit yes, also as another clip', async () => {
    const acme = await world.brand('acme');
    const video = sampleClip();
    const first = await desk.publish(acme, await desk.clipOf(acme, video), { schedule });
    expect(first.status).toBe(202);
    const again = await desk.clipOf(acme, video);
    const headers = { 'idempotency-key': 'the-second-time' };
    const refused = await desk.publish(acme, again, { schedule }, headers);
    expect(refused).toMatchObject({
      status: 409,
      body: {
        code: 'duplicate_publication',
        usedBy: 'this_profile',
        earlier: { publicationId: (first.body as { id: string }).id, integrationId: 'acme-mastodon' },
      },
    });
    expect((await desk.publish(acme, again, { schedule }, headers)).body).toMatchObject({
      code: 'duplicate_publication',
    });
    expect(await desk.publish(acme, again, { schedule, allowDuplicate: true })).toMatchObject({
      status: 202,
    });
    const elsewhere = { integrationIds: ['acme-x'], settings: { x: { who_can_reply_post: 'everyone' } } };
    expect(await desk.publish(acme, again, { schedule, ...elsewhere })).toMatchObject({ status: 202 });
  });

  it('counts no more once the first was cancelled, or has failed, and again once that is retried', async () => {
    const acme = await world.brand('acme');
    const clipId = await desk.clipOf(acme);
    const first = (await desk.publish(acme, clipId, { schedule })).body as { id: string };
    await world.ask('POST', desk.path(acme, `/${first.id}/cancel`));
    await world.fault({ organisation: 'acme', operation: 'create', kind: 'status', status: 400, times: 1 });
    const second = await soon(async () => {
      const { status, body } = await desk.publish(acme, clipId);
      expect(status).toBe(202);
      return body as { id: string };
    });
    await desk.settled(acme, second.id, 'failed');
    expect(await world.ask('POST', desk.path(acme, `/${second.id}/retry`))).toMatchObject({ status: 202 });
    expect(await desk.publish(acme, clipId, { schedule })).toMatchObject({
      status: 409,
      body: { earlier: { publicationId: second.id } },
    });
  });

  it('at another brand is told to both, and only operators learn whose it is', async () => {
    const [acme, globex] = [await world.brand('acme'), await world.brand('globex')];
    const video = sampleClip();
    const first = await desk.publish(acme, await desk.clipOf(acme, video), { schedule });
    expect(first.status).toBe(202);
    const clipId = await desk.clipOf(globex, video);
    const asked = { schedule, integrationIds: ['globex-mastodon'] };
    const key = { 'idempotency-key': 'whose-video-is-it' };
    const toOperator = await desk.publish(globex, clipId, asked, key);
    expect(toOperator).toMatchObject({
      status: 409,
      body: {
        code: 'duplicate_publication',
        usedBy: 'another_profile',
        earlier: { profileId: acme, publicationId: (first.body as { id: string }).id },
      },
    });
    for (const headers of [world.keyOf(globex), { ...world.keyOf(globex), ...key }]) {
      const toBrand = await desk.publish(globex, clipId, asked, headers);
      expect(toBrand).toMatchObject({ status: 409, body: { usedBy: 'another_profile' } });
      expect(JSON.stringify(toBrand.body)).not.toContain(acme);
      expect(toBrand.body).not.toHaveProperty('earlier');
    }
    expect(await desk.publish(globex, clipId, { ...asked, allowDuplicate: true })).toMatchObject({
      status: 202,
    });
  });

  it.each(['posted-media', 'publication-list'])('rests on what the log says: %s', async (projection) => {
    const { status, body } = await world.asIs('POST', `/ops/v1/projections/${projection}/compare`);
    expect({ status, body }).toMatchObject({ status: 200, body: { equal: true } });
  });

  it('at the same moment on two replicas passes once', async () => {
    const replica = await world.startReplica();
    const acme = await world.brand('acme');
    const globex = await world.brand('globex');
    for (let round = 0; round < 5; round += 1) {
      const video = sampleClip();
      const clipId = await desk.clipOf(acme, video);
      const foreign = await desk.clipOf(globex, video);
      const asked = { clipId, caption: 'Hi', integrationIds: ['acme-mastodon'], schedule };
      const elsewhere = { ...asked, clipId: foreign, integrationIds: ['globex-mastodon'] };
      const asks = [world.ask, world.askAt(replica), world.ask, world.askAt(replica)];
      const answers = await Promise.all([
        ...asks.map((ask) => ask('POST', desk.path(acme), asked)),
        ...asks.map((ask) => ask('POST', desk.path(globex), elsewhere)),
      ]);
      expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
      expect(answers.filter(({ status }) => status === 409)).toHaveLength(7);
    }
    await replica.close();
  });
});
