import { jest } from '@jest/globals';
import { systemRuntime, type ProfileId } from '@clipcast/kernel';
import { publishFixture } from '../../testing/publish-fixture.ts';
import { publishingDesk, soon } from '../../testing/publishing-desk.ts';

jest.setTimeout(90_000);

describe('POST /profiles/{id}/publications/{id}/retry', () => {
  let world: Awaited<ReturnType<typeof publishFixture>>;
  let desk: ReturnType<typeof publishingDesk>;
  let acme: ProfileId;
  beforeAll(async () => {
    world = await publishFixture();
    desk = publishingDesk(world);
    acme = await world.brand('acme');
  });
  afterEach(() => world.heal());
  afterAll(() => world.close());

  const retry = (id: string, body?: object, headers = {}) =>
    world.ask('POST', desk.path(acme, `/${id}/retry`), body, headers);
  const failing = async (more: object = {}) => {
    await world.fault({ organisation: 'acme', operation: 'create', kind: 'status', status: 400, times: 1 });
    const id = await desk.begin(acme, more);
    await desk.settled(acme, id, 'failed');
    return id;
  };

  it('202: what has failed is brought out after all', async () => {
    const id = await failing({ caption: 'second try' });
    expect(await retry(id)).toMatchObject({ status: 202, body: { id, integrations: [{ reason: null }] } });
    await desk.settled(acme, id, 'published');
    const posts = (await world.judge('acme')).filter(({ content }) => content.includes('second try'));
    expect(posts).toMatchObject([{ publications: 1 }]);
  });

  it('202: whoever allowed the duplicate when it was requested is not asked again', async () => {
    const schedule = desk.inDays(30, systemRuntime.clock.now());
    const id = await failing({ allowDuplicate: true, caption: 'allowed twice' });
    const { clipId } = await desk.jobOf(acme, id);
    expect(await desk.publish(acme, clipId, { schedule })).toMatchObject({ status: 202 });
    expect(await retry(id)).toMatchObject({ status: 202 });
    await desk.settled(acme, id, 'published');
  });

  it('400: an unknown field', async () => {
    expect(await retry(await failing(), { everything: true })).toMatchObject({ status: 400 });
  });

  it('402: the budget is used up', async () => {
    const poor = await world.brand('acme');
    await world.fault({ organisation: 'acme', operation: 'create', kind: 'status', status: 400, times: 1 });
    const id = await desk.begin(poor);
    await desk.settled(poor, id, 'failed');
    await world.billing.says(poor, {
      type: 'QuotaExhausted',
      data: {
        month: systemRuntime.clock.now().toISOString().slice(0, 7),
        spentUsd: '1.000000',
        reservedUsd: '0.000000',
        limitUsd: '1.000000',
        enforcement: 'hard',
      },
    });
    const clipId = await desk.clipOf(poor);
    await soon(async () =>
      expect(await desk.publish(poor, clipId, { allowDuplicate: true })).toMatchObject({ status: 402 }),
    );
    expect(await world.ask('POST', desk.path(poor, `/${id}/retry`))).toMatchObject({
      status: 402,
      body: { code: 'quota_exceeded', requestedUsd: '0.010000' },
    });
  });

  it("404: another brand's publication", async () => {
    const globex = await world.brand('globex');
    const id = await desk.begin(acme, { schedule: desk.inDays(30, systemRuntime.clock.now()) });
    expect(await world.ask('POST', desk.path(globex, `/${id}/retry`))).toMatchObject({
      status: 404,
      body: { code: 'publication_not_found' },
    });
  });

  it('409: what has not failed, and what was requested anew meanwhile', async () => {
    const waiting = await desk.begin(acme, { schedule: desk.inDays(30, systemRuntime.clock.now()) });
    expect(await retry(waiting)).toMatchObject({ status: 409, body: { code: 'not_retryable' } });

    const id = await failing();
    const { clipId } = await desk.jobOf(acme, id);
    const anew = await desk.publish(acme, clipId, {
      schedule: desk.inDays(30, systemRuntime.clock.now()),
    });
    expect(anew.status).toBe(202);
    expect(await retry(id)).toMatchObject({
      status: 409,
      body: { code: 'duplicate_publication', earlier: { publicationId: (anew.body as { id: string }).id } },
    });
    expect(await retry(id, { allowDuplicate: true })).toMatchObject({ status: 202 });
  });
});
