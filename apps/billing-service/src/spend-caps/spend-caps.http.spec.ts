import { jest } from '@jest/globals';
import { reservationWorld } from '../reservations/testing/reservation-world.ts';

jest.setTimeout(120_000);

const NOON = '2030-03-15T12:00:00.000Z';

describe('spend caps', () => {
  let world: Awaited<ReturnType<typeof reservationWorld>>;
  beforeAll(async () => (world = await reservationWorld(NOON)));
  afterAll(() => world.close());
  beforeEach(() => world.setClock(NOON));

  it('a capped access key stops at its cap, and others go on', async () => {
    const acme = await world.registered('10.000000');
    const [capped, free] = [world.issueKey(acme), world.issueKey(acme)];
    const cap = `/profiles/${acme}/spend-caps/${capped.id}`;
    expect((await world.ask('GET', cap)).body).toMatchObject({ code: 'spend_cap_not_found' });
    const body = { monthlyLimitUsd: '2' };
    expect((await world.ask('PUT', cap, { body, key: capped.secret })).status).toBe(403);
    expect(await world.ask('PUT', cap, { body })).toMatchObject({
      status: 200,
      body: { accessKeyId: capped.id, monthlyLimitUsd: '2.000000', usedUsd: '0.000000' },
    });
    const { id } = await world.opened(acme, { amountUsd: '1.5' }, { key: capped.secret });
    expect(await world.open(acme, {}, { key: capped.secret })).toMatchObject({
      status: 402,
      body: { code: 'key_spend_cap_exceeded', keyLimitUsd: '2.000000', keyUsedUsd: '1.500000' },
    });
    await world.opened(acme, { amountUsd: '3' }, { key: free.secret });
    await world.act(acme, id, 'settle', { amountUsd: '0.5' }, { key: capped.secret });
    await world.opened(acme, { amountUsd: '1.5' }, { key: capped.secret });
    expect((await world.ask('GET', cap)).body).toMatchObject({
      usedUsd: '2.000000',
      remainingUsd: '0.000000',
    });
    world.setClock('2030-03-15T13:00:00Z');
    expect((await world.ask('GET', cap)).body).toMatchObject({ usedUsd: '0.500000' });
    expect((await world.ask('DELETE', cap, { key: capped.secret })).status).toBe(403);
    expect((await world.ask('DELETE', cap)).status).toBe(204);
    await world.opened(acme, { amountUsd: '5' }, { key: capped.secret });
  });
});
