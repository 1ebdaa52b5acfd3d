import { jest } from '@jest/globals';
import { prefixed, systemRuntime } from '@clipcast/kernel';
import { aCost } from '../testing/builders.ts';
import { reservationWorld } from './testing/reservation-world.ts';

jest.setTimeout(120_000);

const NOON = '2030-03-15T12:00:00.000Z';
const aReservationId = () => prefixed('rsv', systemRuntime.ids.next());

describe('asking for the same reservation again', () => {
  let world: Awaited<ReturnType<typeof reservationWorld>>;
  beforeAll(async () => (world = await reservationWorld(NOON)));
  afterAll(() => world.close());
  beforeEach(() => world.setClock(NOON));

  it('an id of its caller’s: the same again gets the same, other fields 409, and a refused one stays refused', async () => {
    const acme = await world.registered('2.000000');
    const id = aReservationId();
    const first = await world.opened(acme, { id });
    expect(first['id']).toBe(id);
    expect(await world.opened(acme, { id, amountUsd: '1.00', ttlSeconds: 900 })).toEqual(first);
    for (const other of [{ amountUsd: '1.5' }, { purpose: 'music' }, { ttlSeconds: 5 }, { class: 'hard' }])
      expect(await world.open(acme, { id, ...other })).toMatchObject({
        status: 409,
        body: { code: 'reservation_id_reused' },
      });
    await world.act(acme, id, 'release');
    expect(await world.opened(acme, { id })).toEqual(first);
    world.setClock('2030-04-02T00:00:00Z');
    expect(await world.opened(acme, { id })).toEqual(first);
    world.setClock(NOON);
    expect(await world.budgetOf(acme)).toMatchObject({ reservedUsd: '0.000000' });
    const refused = aReservationId();
    expect((await world.open(acme, { id: refused, amountUsd: '3' })).status).toBe(402);
    await world.quotaBecomes(acme, { monthlyLimitUsd: '9.000000' });
    expect((await world.open(acme, { id: refused, amountUsd: '3' })).status).toBe(402);
    const other = await world.registered();
    expect((await world.opened(other, { id }))['id']).toBe(id);
  });

  it('the first answer, also when the price is another by now', async () => {
    const acme = await world.registered('9.000000');
    const kind = { provider: 'luma', model: 'ray', unit: 'second', plan: null };
    const price = (unitPriceUsd: string, effectiveFrom: string, model = 'ray') =>
      world.priceBecomes({ ...kind, model, unitPriceUsd, per: '1', effectiveFrom });
    await price('0.50', '2030-01-01T00:00:00Z');
    await price('0.25', '2030-01-01T00:00:00Z', 'ray-2');
    const usage = { ...kind, quantity: '4' };
    const asked = { id: aReservationId(), amountUsd: undefined, usage };
    const headers = { 'idempotency-key': 'key-of-a-rated-one' };
    const first = await world.opened(acme, asked);
    const withKey = await world.opened(acme, { ...asked, id: undefined }, { headers });
    expect(first).toMatchObject({ amountUsd: '2.000000' });
    const settle = (use: object) => world.act(acme, asked.id, 'settle', { usage: { ...usage, ...use } });
    const other = { model: 'ray-2', quantity: '3' };
    const settled = await settle(other);
    expect(settled).toMatchObject({ status: 200, body: { spentUsd: '0.750000' } });

    // Dearer than any amount may be; then nobody could say any more what was asked for at first.
    await price('999999999999', '2030-01-01T00:00:00Z');
    await price('999999999999', '2030-01-01T00:00:00Z', 'ray-2');
    expect((await world.open(acme, { ...asked, id: aReservationId() })).body).toMatchObject({
      code: 'amount_too_large',
    });
    expect(await world.opened(acme, asked)).toEqual(first);
    expect(await world.opened(acme, { ...asked, id: undefined }, { headers })).toEqual(withKey);
    expect((await world.open(acme, { ...asked, purpose: 'music' })).body).toMatchObject({
      code: 'reservation_id_reused',
    });
    expect((await settle(other)).body).toEqual(settled.body);
    for (const different of [{ ...other, quantity: '4' }, { ...other, model: 'ray-3' }, { quantity: '3' }])
      expect(await settle(different)).toMatchObject({
        status: 409,
        body: { code: 'reservation_already_settled' },
      });
  });

  it('an id that was made here: it opens nothing, and names no reported cost', async () => {
    const acme = await world.registered();
    const { id } = await world.opened(acme, { amountUsd: '1' });
    const settled = await world.act(acme, String(id), 'settle', { amountUsd: '1' });
    const before = await world.budgetOf(acme);
    const reused = await world.open(acme, { id, amountUsd: '1' });
    expect(reused).toMatchObject({ status: 400, body: { errors: [{ pointer: '/id' }] } });
    const { costId } = settled.body as { costId: string };
    const cost = { ...aCost({ incurredAt: NOON }), costId };
    const reported = await world.ask('POST', `/profiles/${acme}/costs`, { body: cost });
    expect(reported).toMatchObject({ status: 400, body: { errors: [{ pointer: '/costId' }] } });
    expect(await world.budgetOf(acme)).toEqual(before);
  });

  it('an Idempotency-Key: the same answer again', async () => {
    const acme = await world.registered();
    const headers = { 'idempotency-key': 'key-of-this-test' };
    const first = await world.opened(acme, {}, { headers });
    expect(await world.opened(acme, {}, { headers })).toEqual(first);
    expect((await world.open(acme, { amountUsd: '2' }, { headers })).body).toMatchObject({
      code: 'idempotency_key_reused',
    });
    const harden = (more = {}) => world.act(acme, first['id'], 'harden', undefined, more);
    for (const _ of ['once', 'again'])
      expect((await harden({ headers })).body).toMatchObject({ wasHard: false });
    expect((await harden()).body).toMatchObject({ wasHard: true });
    const settle = () => world.act(acme, first['id'], 'settle', { amountUsd: '0.4' }, { headers });
    const settled = await settle();
    expect(settled).toMatchObject({ status: 200, body: { spentUsd: '0.400000' } });
    expect((await settle()).body).toEqual(settled.body);
  });

  it('several together: all or none, and none of their ids twice', async () => {
    const acme = await world.registered('3.000000');
    const batch = (...reservations: object[]) =>
      world.ask('POST', `/profiles/${acme}/reservations:batch`, {
        body: { reservations: reservations.map((one) => ({ amountUsd: '1', purpose: 'clip', ...one })) },
      });
    const [one, two] = [aReservationId(), aReservationId()];
    const granted = await batch({ id: one }, { id: two });
    expect(granted).toMatchObject({
      status: 201,
      body: {
        reservations: [
          { id: one, groupId: one, remainingUsd: '1.000000' },
          { id: two, groupId: one },
        ],
      },
    });
    expect((await batch({ id: one }, { id: two })).body).toEqual(granted.body);
    const [answer] = granted.body['reservations'] as object[];
    expect(await world.opened(acme, { id: one, purpose: 'clip' })).toEqual(answer);
    expect((await world.open(acme, { id: two })).body).toMatchObject({ code: 'reservation_id_reused' });
    expect((await batch({ id: two, amountUsd: '0.1' }, { amountUsd: '0.1' })).body).toMatchObject({
      code: 'reservation_id_reused',
    });
    const same = aReservationId();
    expect((await batch({ id: same, amountUsd: '0.1' }, { id: same, amountUsd: '0.1' })).body).toMatchObject({
      code: 'reservation_id_reused',
    });
    expect(await batch({}, {})).toMatchObject({ status: 402, body: { requestedUsd: '2.000000' } });
    expect(await world.budgetOf(acme)).toMatchObject({ reservedUsd: '2.000000' });
    await world.act(acme, one, 'release');
    await world.act(acme, two, 'release');
    expect((await batch({ id: one }, {})).body).toMatchObject({ code: 'reservation_id_reused' });
    expect(await world.budgetOf(acme)).toMatchObject({ reservedUsd: '0.000000' });
  });
});
