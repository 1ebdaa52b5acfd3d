import { jest } from '@jest/globals';
import { systemRuntime, type ProfileId } from '@clipcast/kernel';
import { publishFixture } from '../../testing/publish-fixture.ts';
import { publishingDesk, soon } from '../../testing/publishing-desk.ts';

jest.setTimeout(90_000);

describe('POST /profiles/{id}/publications/{id}/cancel', () => {
  let world: Awaited<ReturnType<typeof publishFixture>>;
  let desk: ReturnType<typeof publishingDesk>;
  let acme: ProfileId;
  beforeAll(async () => {
    world = await publishFixture();
    desk = publishingDesk(world);
    acme = await world.brand('acme');
  });
  afterAll(() => world.close());

  const cancel = (id: string, body?: object, headers = {}) =>
    world.ask('POST', desk.path(acme, `/${id}/cancel`), body, headers);
  const nextMonth = () => desk.inDays(30, systemRuntime.clock.now());

  it('202: what waits is cancelled at once, and asking again changes nothing', async () => {
    const id = await desk.begin(acme, { schedule: nextMonth() });
    const first = await cancel(id);
    expect(first).toMatchObject({ status: 202, body: { id, status: 'cancelled' } });
    const again = await cancel(id, {});
    expect(again).toMatchObject({ status: 202, body: first.body });
    expect(again.headers['etag']).toBe(first.headers['etag']);
    expect(await desk.eventsOf(acme, id)).toEqual([
      'PublicationRequested',
      'PostCancelled',
      'PublicationCancelled',
    ]);
  });

  it('202: what is a draft in Postiz is taken out of it', async () => {
    const schedule = desk.inDays(0.1, systemRuntime.clock.now());
    const id = await desk.begin(acme, { schedule, caption: 'to be cancelled' });
    await soon(async () => expect(await desk.eventsOf(acme, id)).toContain('PostDrafted'));
    expect(await cancel(id, { integrationIds: ['acme-mastodon'] })).toMatchObject({
      status: 202,
      body: { integrations: [{ wish: 'cancel', options: [] }] },
    });
    await desk.settled(acme, id, 'cancelled');
    const posts = (await world.judge('acme')).filter(({ content }) => content.includes('to be cancelled'));
    expect(posts).toMatchObject([{ state: 'DELETED', publications: 0 }]);
  });

  it('400: an unknown field', async () => {
    const id = await desk.begin(acme, { schedule: nextMonth() });
    expect(await cancel(id, { all: true })).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(await desk.eventsOf(acme, id)).toEqual(['PublicationRequested']);
  });

  it('401 without a key', async () => {
    expect(await cancel('pub_01990000-0000-7000-8000-00000000dead', {}, { authorization: '' })).toMatchObject(
      { status: 401 },
    );
  });

  it("404: another brand's publication, an unknown one, and an account it does not go to", async () => {
    const globex = await world.brand('globex');
    const id = await desk.begin(acme, { schedule: nextMonth() });
    expect(await world.ask('POST', desk.path(globex, `/${id}/cancel`))).toMatchObject({
      status: 404,
      body: { code: 'publication_not_found' },
    });
    expect(await world.ask('POST', desk.path(acme, `/${id}/cancel`), {}, world.keyOf(globex))).toMatchObject({
      status: 404,
    });
    expect(await cancel('pub_01990000-0000-7000-8000-00000000dead')).toMatchObject({ status: 404 });
    expect(await cancel(id, { integrationIds: ['acme-x'] })).toMatchObject({
      status: 404,
      body: { code: 'post_not_found' },
    });
  });

  it('409: what is published, with the reason', async () => {
    const id = await desk.begin(acme);
    await desk.settled(acme, id, 'published');
    expect(await cancel(id)).toMatchObject({
      status: 409,
      body: {
        code: 'not_cancellable',
        detail: 'Nothing is left to cancel. It is published; delete it on the network itself.',
        posts: [{ integrationId: 'acme-mastodon', status: 'published' }],
      },
    });
  });

  it('422: the same Idempotency-Key for another request', async () => {
    const [one, other] = [
      await desk.begin(acme, { schedule: nextMonth() }),
      await desk.begin(acme, { schedule: nextMonth() }),
    ];
    const headers = { 'idempotency-key': 'cancelling-once' };
    const first = await cancel(one, {}, headers);
    expect(await cancel(one, {}, headers)).toMatchObject({ status: 202, body: first.body });
    expect(await cancel(other, {}, headers)).toMatchObject({
      status: 422,
      body: { code: 'idempotency_key_reused' },
    });
  });
});
