import { jest } from '@jest/globals';
import { reservationWorld } from './testing/reservation-world.ts';

jest.setTimeout(120_000);

const NOON = '2030-03-15T12:00:00.000Z';

describe('finding reservations', () => {
  let world: Awaited<ReturnType<typeof reservationWorld>>;
  beforeAll(async () => (world = await reservationWorld(NOON)));
  afterAll(() => world.close());
  beforeEach(() => world.setClock(NOON));

  it('lists the newest first, page by page, and shows one profile nothing of another', async () => {
    const [acme, globex] = [await world.registered(), await world.registered()];
    const [one, two, three] = [await world.opened(acme), await world.opened(acme), await world.opened(acme)];
    await world.act(acme, two['id'], 'release');
    const list = async (query: string) =>
      (await world.ask('GET', `/profiles/${acme}/reservations${query}`)).body;
    const page = await list('?limit=2');
    expect(page).toMatchObject({ items: [{ id: three['id'] }, { id: two['id'] }] });
    expect(await list(`?limit=2&cursor=${String(page['nextCursor'])}`)).toMatchObject({
      items: [{ id: one['id'] }],
    });
    expect(await list('?status=released')).toMatchObject({ items: [{ id: two['id'] }] });
    expect(await list('?month=2030-02')).toEqual({ items: [] });
    expect((await world.ask('GET', `/profiles/${globex}/reservations`)).body).toEqual({ items: [] });
    for (const verb of ['harden', 'release'])
      expect(await world.act(globex, one['id'], verb)).toMatchObject({
        status: 404,
        body: { code: 'reservation_not_found' },
      });
    expect(await world.view(globex, one['id'])).toMatchObject({ code: 'reservation_not_found' });
    const { secret } = world.issueKey(globex);
    expect(await world.act(acme, one['id'], 'release', undefined, { key: secret })).toMatchObject({
      status: 404,
      body: { code: 'profile_not_found' },
    });
    expect(await list('?status=open')).toMatchObject({ items: [{ id: three['id'] }, { id: one['id'] }] });
  });

  it('an operator finds what nobody ended, over all profiles, and ends it', async () => {
    const [acme, globex] = [await world.registered(), await world.registered()];
    const [one, other] = [
      await world.opened(acme, { class: 'hard', purpose: 'orphan' }),
      await world.opened(globex, { class: 'hard', purpose: 'orphan' }),
    ];
    await world.opened(acme, { purpose: 'orphan' });
    // Its age is told by the log's own time, and this test's clock is years ahead of it.
    const orphans = async (query = '&olderThanSeconds=3600') => {
      const { body } = await world.ask('GET', `/reservations?limit=200&class=hard${query}`);
      return (body['items'] as { id: string; profileId: string; purpose: string }[])
        .filter(({ purpose }) => purpose === 'orphan')
        .map(({ id, profileId }) => [profileId, id]);
    };
    expect(await orphans()).toEqual([
      [acme, one['id']],
      [globex, other['id']],
    ]);
    expect(await orphans('&olderThanSeconds=1000000000')).toEqual([]);
    await world.act(acme, one['id'], 'release');
    await world.act(globex, other['id'], 'settle', { amountUsd: '0.7' });
    expect(await orphans()).toEqual([]);
    const { secret } = world.issueKey(acme);
    expect((await world.ask('GET', '/reservations', { key: secret })).status).toBe(403);
  });
});
