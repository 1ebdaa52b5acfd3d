import { jest } from '@jest/globals';
import { systemRuntime, type ProfileId } from '@clipcast/kernel';
import { publishFixture } from '../../testing/publish-fixture.ts';
import { publishingDesk, soon } from '../../testing/publishing-desk.ts';

jest.setTimeout(90_000);

describe('PATCH /profiles/{id}/publications/{id}', () => {
  let world: Awaited<ReturnType<typeof publishFixture>>;
  let desk: ReturnType<typeof publishingDesk>;
  let acme: ProfileId;
  beforeAll(async () => {
    world = await publishFixture();
    desk = publishingDesk(world);
    acme = await world.brand('acme');
  });
  afterAll(() => world.close());

  const move = (id: string, body: object, headers = {}) =>
    world.ask('PATCH', desk.path(acme, `/${id}`), body, headers);
  const inDays = (days: number) => desk.inDays(days, systemRuntime.clock.now());

  it('200: it gets another time, given with any offset', async () => {
    const id = await desk.begin(acme, { schedule: inDays(30) });
    const moved = await move(id, { schedule: inDays(40).replace('Z', '+00:00') });
    expect(moved.status).toBe(200);
    expect(moved.headers['etag']).toBe('"2"');
    expect(moved.body).toMatchObject({ id, status: 'scheduled' });
    expect((await desk.jobOf(acme, id)).schedule).toBe((moved.body as { schedule: string }).schedule);
  });

  it('200: what is a draft in Postiz is taken back, and appears at its new time once', async () => {
    const id = await desk.begin(acme, { schedule: inDays(0.1), caption: 'brought forward' });
    await soon(async () => expect(await desk.eventsOf(acme, id)).toContain('PostDrafted'));
    expect(await move(id, { schedule: 'now' })).toMatchObject({ status: 200 });
    await desk.settled(acme, id, 'published');
    const posts = (await world.judge('acme')).filter(({ content }) => content.includes('brought forward'));
    expect(posts.filter(({ publications }) => publications === 1)).toHaveLength(1);
    expect(posts.filter(({ publications }) => publications > 1)).toEqual([]);
  });

  it('200: what is in Postiz with a date becomes a draft there, and nothing appears', async () => {
    const id = await desk.begin(acme, { schedule: inDays(0.5), caption: 'left to a person' });
    await soon(async () => expect(await desk.eventsOf(acme, id)).toContain('PostDrafted'));
    expect(await move(id, { schedule: 'draft' })).toMatchObject({ status: 200, body: { schedule: 'draft' } });
    await soon(async () => expect(await desk.eventsOf(acme, id)).toContain('PostLeftAsDraft'));
    expect(await desk.jobOf(acme, id)).toMatchObject({
      status: 'scheduled',
      integrations: [{ reason: { code: 'left_as_draft' }, options: [] }],
    });
    const posts = (await world.judge('acme')).filter(({ content }) => content.includes('left to a person'));
    expect(posts.map(({ state }) => state).toSorted()).toEqual(['DELETED', 'DRAFT']);
  });

  it('400: no schedule, one in the past, one too far ahead', async () => {
    const id = await desk.begin(acme, { schedule: inDays(30) });
    expect(await move(id, {})).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(await move(id, { schedule: 'tomorrow' })).toMatchObject({
      status: 400,
      body: {
        errors: [
          { pointer: '/schedule', detail: expect.stringMatching(/"now", "draft", or .* offset/) as string },
        ],
      },
    });
    expect(await move(id, { schedule: inDays(-1) })).toMatchObject({
      status: 400,
      body: { code: 'schedule_in_the_past', errors: [{ pointer: '/schedule' }] },
    });
    expect(await move(id, { schedule: inDays(400) })).toMatchObject({
      status: 400,
      body: { code: 'schedule_too_far' },
    });
    expect(await desk.eventsOf(acme, id)).toEqual(['PublicationRequested']);
  });

  it("404: another brand's publication", async () => {
    const globex = await world.brand('globex');
    const id = await desk.begin(acme, { schedule: inDays(30) });
    expect(await world.ask('PATCH', desk.path(globex, `/${id}`), { schedule: inDays(31) })).toMatchObject({
      status: 404,
      body: { code: 'publication_not_found' },
    });
  });

  it('409: nothing of it can be moved any more', async () => {
    const id = await desk.begin(acme, { schedule: inDays(30) });
    await world.ask('POST', desk.path(acme, `/${id}/cancel`));
    expect(await move(id, { schedule: inDays(31) })).toMatchObject({
      status: 409,
      body: { code: 'too_late_to_move', posts: [{ status: 'cancelled' }] },
    });
  });

  it('412: it has changed since it was read', async () => {
    const id = await desk.begin(acme, { schedule: inDays(30) });
    expect(await move(id, { schedule: inDays(31) }, { 'if-match': '"1"' })).toMatchObject({ status: 200 });
    expect(await move(id, { schedule: inDays(32) }, { 'if-match': '"1"' })).toMatchObject({
      status: 412,
      body: { code: 'version_mismatch' },
    });
  });
});
