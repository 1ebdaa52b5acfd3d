import { jest } from '@jest/globals';
import { prefixed, systemRuntime } from '@clipcast/kernel';
import { reservationWorld } from './testing/reservation-world.ts';

jest.setTimeout(120_000);

const NOON = '2030-03-15T12:00:00.000Z';
const aReservationId = () => prefixed('rsv', systemRuntime.ids.next());

describe('reservations', () => {
  let world: Awaited<ReturnType<typeof reservationWorld>>;
  beforeAll(async () => (world = await reservationWorld(NOON)));
  afterAll(() => world.close());
  beforeEach(() => world.setClock(NOON));

  it('201: sets money aside, and says what is left', async () => {
    const acme = await world.registered('10.000000');
    const { status, body, headers } = await world.open(acme, { amountUsd: '2.5' });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.stringMatching(/^rsv_/) as unknown,
      month: '2030-03',
      amountUsd: '2.500000',
      remainingUsd: '7.500000',
      expiresAt: '2030-03-15T12:15:00.000Z',
      groupId: null,
    });
    expect(headers['location']).toBe(`/v1/profiles/${acme}/reservations/${String(body['id'])}`);
    expect(await world.budgetOf(acme)).toMatchObject({ reservedUsd: '2.500000', remainingUsd: '7.500000' });
    expect(await world.view(acme, body['id'])).toMatchObject({
      id: body['id'],
      profileId: acme,
      status: 'open',
      class: 'soft',
      amountUsd: '2.500000',
      spentUsd: null,
      purpose: 'narration',
      accessKeyId: null,
    });
  });

  it('201: without a limit nothing is refused, and zero is an amount', async () => {
    const acme = await world.registered();
    expect(await world.opened(acme, { amountUsd: '999999999999' })).toMatchObject({ remainingUsd: null });
    expect(await world.opened(acme, { amountUsd: '0' })).toMatchObject({ amountUsd: '0.000000' });
  });

  it('402: what does not fit, with everything one needs to know', async () => {
    const acme = await world.registered('10.000000');
    await world.opened(acme, { amountUsd: '9.5' });
    const { status, body } = await world.open(acme, { amountUsd: '0.500001' });
    expect(status).toBe(402);
    expect(body).toMatchObject({
      code: 'quota_exceeded',
      limitUsd: '10.000000',
      spentUsd: '0.000000',
      reservedUsd: '9.500000',
      requestedUsd: '0.500001',
      remainingUsd: '0.500000',
      resetsAt: '2030-04-01T00:00:00.000Z',
    });
    expect(await world.opened(acme, { amountUsd: '0.5' })).toMatchObject({ remainingUsd: '0.000000' });
  });

  it('a soft limit grants and warns; a changed quota counts at once', async () => {
    const acme = await world.registered('1.000000');
    await world.opened(acme);
    expect((await world.open(acme)).status).toBe(402);
    await world.quotaBecomes(acme, { monthlyLimitUsd: '1.500000', enforcement: 'soft' });
    expect(await world.opened(acme)).toMatchObject({
      remainingUsd: '0.000000',
      warning: expect.stringContaining('0.500000 USD more') as unknown,
    });
    await world.quotaBecomes(acme, { monthlyLimitUsd: '5.000000' });
    expect(await world.opened(acme, { amountUsd: '3' })).toMatchObject({ remainingUsd: '0.000000' });
    await world.quotaBecomes(acme, { monthlyLimitUsd: '2.000000' });
    expect((await world.open(acme, { amountUsd: '0.000001' })).status).toBe(402);
    expect(await world.budgetOf(acme)).toMatchObject({ reservedUsd: '5.000000' });
  });

  it('settling less frees the rest, settling more books the truth', async () => {
    const acme = await world.registered('2.000000');
    const { id } = await world.opened(acme);
    const less = await world.act(acme, id, 'settle', { amountUsd: '0.25', source: { job: 'j-1' } });
    expect(less).toMatchObject({
      status: 200,
      body: { id, month: '2030-03', heldUsd: '1.000000', spentUsd: '0.250000', overrunUsd: '0.000000' },
    });
    expect(await world.budgetOf(acme)).toMatchObject({ spentUsd: '0.250000', reservedUsd: '0.000000' });
    const { body: costs } = await world.ask('GET', `/profiles/${acme}/costs`);
    expect(costs).toMatchObject({
      items: [{ id: less.body['costId'], amountUsd: '0.250000', source: { job: 'j-1' } }],
      totalUsd: '0.250000',
    });
    const hard = await world.opened(acme, { class: 'hard' });
    expect(hard).toMatchObject({ expiresAt: null });
    const more = await world.act(acme, hard['id'], 'settle', { amountUsd: '3' });
    expect(more.body).toMatchObject({ spentUsd: '3.000000', overrunUsd: '2.000000' });
    expect(await world.budgetOf(acme)).toMatchObject({ spentUsd: '3.250000', status: 'exhausted' });
    expect((await world.open(acme, { amountUsd: '0.000001' })).status).toBe(402);
    expect(await world.view(acme, hard['id'])).toMatchObject({
      status: 'settled',
      class: 'hard',
      spentUsd: '3.000000',
      overrunUsd: '2.000000',
      costId: more.body['costId'],
    });
  });

  it('hardening takes the time limit; without it a reservation expires the instant it is due', async () => {
    const acme = await world.registered('2.000000');
    const [hard, soft] = [await world.opened(acme), await world.opened(acme)];
    expect(await world.act(acme, hard['id'], 'harden')).toMatchObject({
      status: 200,
      body: { class: 'hard', status: 'open', amountUsd: '1.000000', wasHard: false },
    });
    expect(await world.act(acme, hard['id'], 'harden')).toMatchObject({
      status: 200,
      body: { wasHard: true },
    });
    world.setClock('2030-03-15T12:15:00.000Z');
    expect(await world.budgetOf(acme)).toMatchObject({ reservedUsd: '1.000000' });
    expect(await world.view(acme, soft['id'])).toMatchObject({
      status: 'expired',
      endedAt: '2030-03-15T12:15:00.000Z',
    });
    for (const [verb, body] of [['harden'], ['release'], ['settle', { amountUsd: '1' }]] as const)
      expect(await world.act(acme, soft['id'], verb, body)).toMatchObject({
        status: 409,
        body: { code: 'reservation_expired', expiredAt: '2030-03-15T12:15:00.000Z' },
      });
    expect(await world.opened(acme)).toMatchObject({ remainingUsd: '0.000000' });
  });

  it('what expired is noted although nobody asks, and then answered the same', async () => {
    const acme = await world.registered();
    const { id } = await world.opened(acme, { ttlSeconds: 1 });
    world.setClock('2030-03-15T12:00:02.000Z');
    await world.soon(async () =>
      expect(
        await world.database.db
          .selectFrom('reservation')
          .select('status')
          .where('reservation_id', '=', id as never)
          .executeTakeFirst(),
      ).toEqual({ status: 'expired' }),
    );
    expect(await world.act(acme, id, 'settle', { amountUsd: '1' })).toMatchObject({
      status: 409,
      body: { code: 'reservation_expired', expiredAt: '2030-03-15T12:00:01.000Z' },
    });
    expect((await world.ask('GET', `/profiles/${acme}/reservations?status=expired`)).body).toMatchObject({
      items: [{ id, ageSeconds: expect.any(Number) as unknown }],
    });
  });

  it('ends once: the same again gets the same answer, anything else is told how it ended', async () => {
    const acme = await world.registered();
    const settled = await world.opened(acme);
    const first = await world.act(acme, settled['id'], 'settle', { amountUsd: '0.5' });
    const count = await world.factCount(acme);
    expect((await world.act(acme, settled['id'], 'settle', { amountUsd: '0.50' })).body).toEqual(first.body);
    for (const [verb, body] of [['settle', { amountUsd: '0.6' }], ['release'], ['harden']] as const)
      expect(await world.act(acme, settled['id'], verb, body)).toMatchObject({
        status: 409,
        body: { code: 'reservation_already_settled', spentUsd: '0.500000' },
      });
    expect(await world.factCount(acme)).toBe(count);
    const released = await world.opened(acme);
    const freed = await world.act(acme, released['id'], 'release');
    expect(freed).toMatchObject({ status: 200, body: { status: 'released', heldUsd: '1.000000' } });
    expect((await world.act(acme, released['id'], 'release')).body).toEqual(freed.body);
    expect(await world.act(acme, released['id'], 'settle', { amountUsd: '1' })).toMatchObject({
      status: 409,
      body: { code: 'reservation_already_released' },
    });
    expect(await world.budgetOf(acme)).toMatchObject({ spentUsd: '0.500000', reservedUsd: '0.000000' });
  });

  it('a month that ends: the reservation counts and is settled in its own', async () => {
    world.setClock('2030-03-31T23:59:59.900Z');
    const acme = await world.registered('2.000000');
    const [first, second] = [await world.opened(acme), await world.opened(acme, { class: 'hard' })];
    world.setClock('2030-04-01T00:00:00.000Z');
    const april = await world.opened(acme, { amountUsd: '2' });
    expect(april).toMatchObject({ month: '2030-04', remainingUsd: '0.000000' });
    const headers = { 'idempotency-key': 'settle-in-april' };
    const settle = () => world.act(acme, first['id'], 'settle', { amountUsd: '0.3' }, { headers });
    const settled = await settle();
    expect(settled).toMatchObject({ status: 200, body: { month: '2030-03', spentUsd: '0.300000' } });
    expect((await settle()).body).toEqual(settled.body);
    expect((await world.act(acme, second['id'], 'harden')).body).toMatchObject({ month: '2030-03' });
    expect((await world.act(acme, second['id'], 'release')).body).toMatchObject({ month: '2030-03' });
    expect(await world.budgetOf(acme, '2030-03')).toMatchObject({
      spentUsd: '0.300000',
      reservedUsd: '0.000000',
    });
    expect(await world.budgetOf(acme, '2030-04')).toMatchObject({
      spentUsd: '0.000000',
      reservedUsd: '2.000000',
    });
    const { body } = await world.ask('GET', `/profiles/${acme}/reservations?month=2030-03`);
    expect(body['items']).toHaveLength(2);
  });

  it('usage is rated by the price of its moment, which stays the same until it is settled', async () => {
    const acme = await world.registered('10.000000');
    const kind = { provider: 'elevenlabs', model: 'v2', unit: 'character' };
    const price = {
      ...kind,
      plan: null,
      unitPriceUsd: '0.3',
      per: '1000',
      effectiveFrom: '2020-01-01T00:00:00Z',
    };
    await world.priceBecomes(price);
    const id = aReservationId();
    const asked = { id, amountUsd: undefined, usage: { ...kind, quantity: '1001' } };
    const first = await world.opened(acme, asked);
    expect(first).toMatchObject({ amountUsd: '0.300300' });
    await world.priceBecomes({ ...price, unitPriceUsd: '9' });
    expect(await world.opened(acme, asked)).toEqual(first);
    expect(await world.view(acme, id)).toMatchObject({
      usage: { ...kind, quantity: '1001', plan: null },
      price: { book: 'fleet', unitPriceUsd: '0.3', per: '1000' },
    });
    const use = { usage: { ...kind, quantity: '1000' } };
    const settled = await world.act(acme, id, 'settle', use);
    expect(settled.body).toMatchObject({ spentUsd: '0.300000', overrunUsd: '0.000000' });
    expect((await world.act(acme, id, 'settle', use)).body).toEqual(settled.body);
    expect((await world.act(acme, id, 'settle', { usage: asked.usage })).body).toMatchObject({
      code: 'reservation_already_settled',
    });
  });

  it('usage without a price is refused, and books nothing', async () => {
    const acme = await world.registered();
    const usage = { provider: 'nobody', model: 'knows', unit: 'token', quantity: '1000' };
    expect(await world.open(acme, { amountUsd: undefined, usage })).toMatchObject({
      status: 422,
      body: { code: 'price_unknown', provider: 'nobody' },
    });
    const { id } = await world.opened(acme);
    expect((await world.act(acme, id, 'settle', { usage })).body).toMatchObject({ code: 'price_unknown' });
    expect(await world.view(acme, id)).toMatchObject({ status: 'open' });
    const described = await world.act(acme, id, 'settle', { usage, amountUsd: '0.2' });
    expect(described).toMatchObject({ status: 200, body: { spentUsd: '0.200000' } });
    expect((await world.ask('GET', `/profiles/${acme}/costs`)).body).toMatchObject({
      items: [{ provider: 'nobody', model: 'knows', quantity: '1000', amountUsd: '0.200000' }],
    });
  });
});
