import { jest } from '@jest/globals';
import { systemRuntime } from '@clipcast/kernel';
import { publishFixture } from '../../testing/publish-fixture.ts';
import { publishingDesk, soon } from '../../testing/publishing-desk.ts';

jest.setTimeout(90_000);

describe('GET /profiles/{id}/publications/{id}', () => {
  let world: Awaited<ReturnType<typeof publishFixture>>;
  let desk: ReturnType<typeof publishingDesk>;
  beforeAll(async () => {
    world = await publishFixture();
    desk = publishingDesk(world);
  });
  afterEach(() => world.heal());
  afterAll(() => world.close());

  it('200: the job, what happened to it and why, in plain words', async () => {
    const acme = await world.brand('acme');
    await world.fault({ organisation: 'acme', operation: 'create', kind: 'status', status: 400, times: 1 });
    const id = await desk.begin(acme);
    await desk.settled(acme, id, 'failed');
    const { status, headers, body } = await world.ask('GET', desk.path(acme, `/${id}`));
    const { timeline } = body as { timeline: { event: string }[] };
    expect({ status, etag: headers['etag'] }).toEqual({ status: 200, etag: `"${timeline.length}"` });
    expect(timeline.at(0)).toMatchObject({
      event: 'PublicationRequested',
      detail: 'Requested for Acme on Mastodon (mastodon).',
      reason: null,
    });
    expect(timeline.find(({ event }) => event === 'PostFailed')).toMatchObject({
      integrationId: 'acme-mastodon',
      detail: 'It will not appear.',
      reason: expect.stringMatching(/\w/) as string,
    });
    expect(body).toMatchObject({ integrations: [{ status: 'failed', options: ['retry'], next: null }] });
  });

  it('200: an ERROR that is waited out is told, with the instant until which it is', async () => {
    const acme = await world.brand('acme');
    await world.fault({ organisation: 'acme', operation: 'publish', kind: 'error', times: 1 });
    const id = await desk.begin(acme);
    const post = await soon(async () => {
      const [shown] = (await desk.jobOf(acme, id)).integrations;
      expect(shown).toMatchObject({ status: 'running', reason: { code: 'postiz_shows_error' }, options: [] });
      return shown;
    });
    const until = new Date(Date.parse(post?.publishAt ?? '') + 90_000).toISOString();
    expect([post?.reason?.until, post?.next?.at]).toEqual([until, until]);
    expect(await desk.eventsOf(acme, id)).toContain('PostDelayed');
  });

  it('400 and 404: an id that is none, and the publication of another brand', async () => {
    const [acme, globex] = [await world.brand('acme'), await world.brand('globex')];
    const id = await desk.begin(acme, { schedule: desk.inDays(30, systemRuntime.clock.now()) });
    expect(await world.ask('GET', desk.path(acme, '/first'))).toMatchObject({ status: 400 });
    for (const profileId of [globex, 'prf_01990000-0000-7000-8000-00000000dead' as const])
      expect(await world.ask('GET', desk.path(profileId, `/${id}`))).toMatchObject({
        status: 404,
        body: { code: 'publication_not_found' },
      });
  });
});
