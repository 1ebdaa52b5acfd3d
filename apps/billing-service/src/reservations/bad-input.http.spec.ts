import { jest } from '@jest/globals';
import { prefixed, systemRuntime, type ProfileId } from '@clipcast/kernel';
import { reservationWorld } from './testing/reservation-world.ts';

jest.setTimeout(120_000);

const NOON = '2030-03-15T12:00:00.000Z';
const aReservationId = () => prefixed('rsv', systemRuntime.ids.next());

describe('bad input gets a clear answer and changes nothing', () => {
  let world: Awaited<ReturnType<typeof reservationWorld>>;
  beforeAll(async () => (world = await reservationWorld(NOON)));
  afterAll(() => world.close());
  beforeEach(() => world.setClock(NOON));

  let acme: ProfileId;
  let held: unknown;
  beforeAll(async () => {
    acme = await world.registered();
    held = (await world.opened(acme, { class: 'hard' }))['id'];
  });

  it.each([
    ['NaN', '{"amountUsd": NaN, "purpose": "x"}', 'malformed_json'],
    ['the text NaN', '{"amountUsd": "NaN", "purpose": "x"}', '/amountUsd'],
    ['a negative amount', '{"amountUsd": "-1", "purpose": "x"}', '/amountUsd'],
    ['more than a number holds', '{"amountUsd": 1e309, "purpose": "x"}', '/amountUsd'],
    ['its text', '{"amountUsd": "1e309", "purpose": "x"}', '/amountUsd'],
    ['19 decimals', '{"amountUsd": "0.1234567890123456789", "purpose": "x"}', '/amountUsd'],
    ['the noise of floats', '{"amountUsd": 0.30000000000000004, "purpose": "x"}', '/amountUsd'],
    ['13 digits', '{"amountUsd": "1000000000000", "purpose": "x"}', '/amountUsd'],
    ['neither amount nor usage', '{"purpose": "x"}', '/amountUsd'],
    [
      'both',
      '{"amountUsd": "1", "purpose": "x", "usage": {"provider": "p", "model": "m", "unit": "u", "quantity": "1"}}',
      '/amountUsd',
    ],
    ['no purpose', '{"amountUsd": "1"}', '/purpose'],
    ['no time at all', '{"amountUsd": "1", "purpose": "x", "ttlSeconds": 0}', '/ttlSeconds'],
    ['more than a day', '{"amountUsd": "1", "purpose": "x", "ttlSeconds": 86401}', '/ttlSeconds'],
    [
      'a hard one with a time limit',
      '{"amountUsd": "1", "purpose": "x", "ttlSeconds": 9, "class": "hard"}',
      '/ttlSeconds',
    ],
    ['an id that is none', '{"amountUsd": "1", "purpose": "x", "id": "rsv_1"}', '/id'],
    ['an unknown field', '{"amountUsd": "1", "purpose": "x", "ttl": 5}', '/ttl'],
    [
      'a negative quantity',
      '{"purpose": "x", "usage": {"provider": "p", "model": "m", "unit": "u", "quantity": "-1"}}',
      '/usage/quantity',
    ],
  ])('opening with %s', async (_, body, told) => {
    const before = await world.factCount(acme);
    const answer = await world.ask('POST', `/profiles/${acme}/reservations`, { body });
    expect(answer.status).toBe(400);
    if (told.startsWith('/')) expect(answer.body).toMatchObject({ errors: [{ pointer: told }] });
    else expect(answer.body).toMatchObject({ code: told });
    expect(await world.factCount(acme)).toBe(before);
  });

  it.each([
    ['nothing', '{}', '/amountUsd'],
    ['a negative amount', '{"amountUsd": "-0.1"}', '/amountUsd'],
    ['a number', '{"amountUsd": 0.1}', '/amountUsd'],
    ['no text in its source', '{"amountUsd": "1", "source": {"job": 5}}', '/source/job'],
  ])('settling with %s', async (_, body, pointer) => {
    const before = await world.factCount(acme);
    const answer = await world.act(acme, held, 'settle', body);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
    expect(await world.factCount(acme)).toBe(before);
  });

  it('a sum that no amount can tell is refused, also as what was spent', async () => {
    const globex = await world.registered();
    const { id } = await world.opened(globex, { amountUsd: '999999999999' });
    expect(await world.open(globex)).toMatchObject({ status: 422, body: { code: 'amount_too_large' } });
    await world.act(globex, id, 'settle', { amountUsd: '999999999999' });
    await world.opened(globex, { amountUsd: '0' });
    const { id: another } = await world.opened(globex, { amountUsd: '0' });
    expect(await world.act(globex, another, 'settle', { amountUsd: '1' })).toMatchObject({
      status: 422,
      body: { code: 'amount_too_large' },
    });
  });

  it.each([
    ['none', 400, 'invalid_request'],
    [aReservationId(), 404, 'reservation_not_found'],
  ])('the id %s', async (id, status, code) => {
    const before = await world.factCount(acme);
    for (const [verb, body] of [['harden'], ['release'], ['settle', { amountUsd: '1' }]] as const)
      expect(await world.act(acme, id, verb, body)).toMatchObject({ status, body: { code } });
    expect((await world.ask('GET', `/profiles/${acme}/reservations/${id}`)).status).toBe(status);
    expect(await world.factCount(acme)).toBe(before);
  });

  it('a cap of nothing, and a profile that nobody registered', async () => {
    const { id } = world.issueKey(acme);
    const cap = { body: { monthlyLimitUsd: '0.000000' } };
    expect(await world.ask('PUT', `/profiles/${acme}/spend-caps/${id}`, cap)).toMatchObject({
      status: 400,
    });
    const nobody = prefixed('prf', systemRuntime.ids.next());
    expect(await world.open(nobody)).toMatchObject({ status: 404, body: { code: 'profile_not_found' } });
  });
});
