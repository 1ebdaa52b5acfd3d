import { jest } from '@jest/globals';
import { systemRuntime, type ProfileId } from '@clipcast/kernel';
import { publishFixture } from '../../testing/publish-fixture.ts';
import { publishingDesk } from '../../testing/publishing-desk.ts';

jest.setTimeout(90_000);

describe('GET /profiles/{id}/publications', () => {
  let world: Awaited<ReturnType<typeof publishFixture>>;
  let desk: ReturnType<typeof publishingDesk>;
  beforeAll(async () => {
    world = await publishFixture();
    desk = publishingDesk(world);
  });
  afterAll(() => world.close());

  const list = async (profileId: ProfileId, query: string) => {
    const { status, body } = await world.ask('GET', `${desk.path(profileId)}?${query}`);
    expect(status).toBe(200);
    return (body as { items: { id: string }[] }).items.map(({ id }) => id);
  };

  it('200: by status, by clip and by account, the newest first', async () => {
    const acme = await world.brand('acme');
    const schedule = desk.inDays(30, systemRuntime.clock.now());
    const x = {
      integrationIds: ['acme-x', 'acme-mastodon'],
      settings: { x: { who_can_reply_post: 'everyone' } },
    };
    const dated = await desk.begin(acme, { schedule });
    const wide = await desk.begin(acme, { schedule, ...x });
    const gone = await desk.begin(acme, { schedule });
    await world.ask('POST', desk.path(acme, `/${gone}/cancel`));
    expect(await list(acme, '')).toEqual([gone, wide, dated]);
    expect(await list(acme, 'status=scheduled')).toEqual([wide, dated]);
    expect(await list(acme, 'status=cancelled')).toEqual([gone]);
    expect(await list(acme, 'integrationId=acme-x')).toEqual([wide]);
    expect(await list(acme, 'integrationId=acme-x&status=cancelled')).toEqual([]);
    const { clipId } = await desk.jobOf(acme, dated);
    expect(await list(acme, `clipId=${clipId}`)).toEqual([dated]);
    expect(await list(await world.brand('globex'), '')).toEqual([]);
  });

  it('400: a status that there is not', async () => {
    const acme = await world.brand('acme');
    expect(await world.ask('GET', `${desk.path(acme)}?status=lost`)).toMatchObject({
      status: 400,
      body: { code: 'invalid_request' },
    });
  });
});
