import { jest } from '@jest/globals';
import { systemRuntime, type ProfileId } from '@clipcast/kernel';
import { publishFixture, sampleClip } from '../../testing/publish-fixture.ts';
import { publishingDesk } from '../../testing/publishing-desk.ts';

jest.setTimeout(90_000);

interface Answer {
  readonly items: readonly {
    readonly index: number;
    readonly status: number;
    readonly publication?: { readonly id: string };
    readonly problem?: { readonly code: string };
  }[];
}

describe('POST /profiles/{id}/publications:batch', () => {
  let world: Awaited<ReturnType<typeof publishFixture>>;
  let desk: ReturnType<typeof publishingDesk>;
  let acme: ProfileId;
  let schedule: string;
  beforeAll(async () => {
    world = await publishFixture();
    desk = publishingDesk(world);
    acme = await world.brand('acme');
    schedule = desk.inDays(30, systemRuntime.clock.now());
  });
  afterAll(() => world.close());

  const batch = (items: unknown, headers = {}, ask = world.ask, profileId = acme) =>
    ask('POST', `/profiles/${profileId}/publications:batch`, { items }, headers);
  const item = async (more: object = {}) => ({
    clipId: await desk.clipOf(acme),
    caption: 'Hello',
    integrationIds: ['acme-mastodon'],
    schedule,
    ...more,
  });
  const requestedIn = async (profileId: ProfileId) =>
    ((await world.ask('GET', `${desk.path(profileId)}?limit=200`)).body as { items: { id: string }[] }).items;

  it('200: each item is judged alone, in the order of the request', async () => {
    const good = await item();
    const answer = await batch([
      good,
      { ...good, colour: 'red' },
      'nonsense',
      await item({ clipId: 'clp_01990000-0000-7000-8000-00000000dead' }),
      await item({ integrationIds: ['acme-youtube'] }),
      good,
      await item(),
    ]);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        items: [
          { index: 0, status: 202, publication: { status: 'scheduled' } },
          { index: 1, status: 400, problem: { errors: [{ pointer: '/items/1/colour' }] } },
          { index: 2, status: 400, problem: { code: 'invalid_request' } },
          { index: 3, status: 404, problem: { code: 'clip_not_found' } },
          {
            index: 4,
            status: 422,
            problem: {
              code: 'post_refused_by_rules',
              errors: [{ pointer: '/items/4/settings/youtube/title' }, {}],
            },
          },
          { index: 5, status: 409, problem: { code: 'duplicate_publication' } },
          { index: 6, status: 202 },
        ],
      },
    });
  });

  it('400, 404 and 413: the batch as a whole, and nothing of it is requested', async () => {
    const quiet = await world.brand('acme');
    const clipId = await desk.clipOf(quiet);
    const one = { clipId, integrationIds: ['acme-mastodon', 'acme-x'], schedule };
    expect(await batch([], {}, world.ask, quiet)).toMatchObject({ status: 400 });
    expect(await batch('all', {}, world.ask, quiet)).toMatchObject({ status: 400 });
    expect(await batch(Array(251).fill(one), {}, world.ask, quiet)).toMatchObject({
      status: 413,
      body: { code: 'batch_too_large', posts: 502, postsMax: 500 },
    });
    const all = { ...one, integrationIds: 'all' };
    expect(await batch(Array(167).fill(all), {}, world.ask, quiet)).toMatchObject({
      status: 413,
      body: { code: 'batch_too_large', posts: 501 },
    });
    expect(await requestedIn(quiet)).toEqual([]);
    const nobody = 'prf_01990000-0000-7000-8000-00000000dead' as ProfileId;
    expect(await batch([one], {}, world.ask, nobody)).toMatchObject({ status: 404 });
  });

  it('gives every item its first answer when it is sent again, also at the same time and elsewhere', async () => {
    const brand = await world.brand('acme');
    const replica = await world.startReplica();
    const clips = await Promise.all(Array.from({ length: 25 }, () => desk.clipOf(brand, sampleClip())));
    const items = clips.map((clipId, index) => ({
      clipId,
      caption: `Clip ${index}`,
      integrationIds: index % 5 === 4 ? ['acme-mastodon', 'acme-nowhere'] : ['acme-mastodon'],
      schedule,
    }));
    const headers = { 'idempotency-key': 'one-batch-many-times' };
    const answers = await Promise.all(
      [world.ask, world.askAt(replica), world.ask, world.askAt(replica)].map((ask) =>
        batch(items, headers, ask, brand),
      ),
    );
    answers.push(await batch(items, headers, world.ask, brand));
    const seen = answers.map(({ status, body }) => {
      expect(status).toBe(200);
      return (body as Answer).items.map(({ index, status, publication, problem }) => ({
        index,
        status,
        what: publication?.id ?? problem?.code,
      }));
    });
    for (const again of seen) expect(again).toEqual(seen[0]);
    expect(seen[0]?.filter(({ status }) => status === 202)).toHaveLength(20);
    expect(await requestedIn(brand)).toHaveLength(20);
    expect(await batch(items.slice(1), headers, world.ask, brand)).toMatchObject({
      status: 422,
      body: { code: 'idempotency_key_reused' },
    });
    expect(await requestedIn(brand)).toHaveLength(20);
    await replica.close();
  });

  it('finishes what was cut off in the middle', async () => {
    const brand = await world.brand('acme');
    const clips = await Promise.all(Array.from({ length: 12 }, () => desk.clipOf(brand, sampleClip())));
    const items = clips.map((clipId) => ({ clipId, integrationIds: ['acme-mastodon'], schedule }));
    const headers = { 'idempotency-key': 'cut-off-in-the-middle' };
    const replica = await world.startReplica();
    const cut = batch(items, headers, world.askAt(replica), brand).catch(() => undefined);
    await replica.close();
    await cut;
    const { body } = await batch(items, headers, world.ask, brand);
    expect((body as Answer).items.every(({ status }) => status === 202)).toBe(true);
    expect(await requestedIn(brand)).toHaveLength(12);
  });

  it('is in the document under the path at which it is served', async () => {
    const { body } = await world.asIs('GET', '/openapi.json');
    expect(body).toMatchObject({
      paths: {
        '/v1/profiles/{profileId}/publications:batch': { post: { operationId: 'requestBatch' } },
        '/v1/profiles/{profileId}/publications/events': {
          get: { responses: { 200: { content: { 'text/event-stream': {} } } } },
        },
      },
    });
  });
});
