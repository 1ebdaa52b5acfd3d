import { jest } from '@jest/globals';
import { bareId, parseUsd, prefixed, systemRuntime, type ProfileId } from '@clipcast/kernel';
import { reservationWorld } from './testing/reservation-world.ts';

jest.setTimeout(300_000);

const NOON = '2030-03-15T12:00:00.000Z';
const CLIENTS = 64;
const times = (count: number) => Array.from({ length: count }, (_, index) => index);
const bothOf = (index: number) => ({ replica: index % 2 });

describe('many clients at once, on two replicas of one database', () => {
  let world: Awaited<ReturnType<typeof reservationWorld>>;
  beforeAll(async () => (world = await reservationWorld(NOON, 2)));
  afterAll(() => world.close());
  beforeEach(() => world.setClock(NOON));

  const factsOf = async (profileId: ProfileId, type: string) =>
    (
      await world.database.db
        .selectFrom('events')
        .select('data')
        .where('profile_id', '=', bareId(profileId))
        .where('type', '=', type)
        .orderBy('position')
        .execute()
    ).map(({ data }) => data as Record<string, string>);

  it.each([
    ['one replica', () => ({ replica: 0 })],
    ['two replicas', bothOf],
  ])('get the last cent once, asking %s', async (_, askedOf) => {
    const acme = await world.registered('5.000000');
    expect((await world.open(acme, { amountUsd: '4.99' }, askedOf(1))).status).toBe(201);
    const answers = await Promise.all(
      times(CLIENTS).map((client) => world.open(acme, { amountUsd: '0.01' }, askedOf(client))),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => status === 402)).toHaveLength(CLIENTS - 1);
    expect(await world.budgetOf(acme)).toMatchObject({ reservedUsd: '5.000000', remainingUsd: '0.000000' });
  });

  it('are granted exactly 6 of 20 holds of 75 on 500', async () => {
    const acme = await world.registered('500.000000');
    const answers = await Promise.all(
      times(20).map((client) => world.open(acme, { amountUsd: '75' }, bothOf(client))),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(6);
    expect(await world.budgetOf(acme)).toMatchObject({ reservedUsd: '450.000000' });
  });

  it('never hold and spend more than the limit, whatever amounts they ask for and end with', async () => {
    const acme = await world.registered('1.000000');
    await Promise.all(
      times(CLIENTS).map(async (client) => {
        for (const round of times(4)) {
          const amountUsd = `0.${String(100_003 + ((client * 7_919 + round * 104_729) % 300_000))}`;
          const { status, body } = await world.open(acme, { amountUsd }, bothOf(client + round));
          if (status !== 201) continue;
          if (client % 3 === 0) await world.act(acme, body['id'], 'release', undefined, bothOf(client));
          else if (client % 3 === 1)
            await world.act(acme, body['id'], 'settle', { amountUsd: '0.01' }, bothOf(client));
        }
      }),
    );
    const grants = await factsOf(acme, 'ReservationOpened');
    expect(grants.length).toBeGreaterThan(2);
    for (const { spentUsd = '', reservedUsd = '' } of grants)
      expect(parseUsd(spentUsd) + parseUsd(reservedUsd)).toBeLessThanOrEqual(1_000_000n);
  });

  it.each([
    ['one by one', times(20).map(() => '1')],
    ['at once', ['20']],
  ])('get what many due reservations held, %s, and nobody has it twice', async (_, amounts) => {
    const acme = await world.registered('20.000000');
    const held = await Promise.all(
      times(20).map((client) => world.open(acme, { ttlSeconds: 60 }, bothOf(client))),
    );
    world.setClock('2030-03-15T12:01:00.000Z');
    const hardened = held.map(({ body }, client) =>
      world.act(acme, body['id'], 'harden', undefined, bothOf(client)),
    );
    const granted = amounts.map((amountUsd, client) => world.open(acme, { amountUsd }, bothOf(client + 1)));
    for (const { status } of await Promise.all(hardened)) expect(status).toBe(409);
    for (const { status } of await Promise.all(granted)) expect(status).toBe(201);
    expect((await world.open(acme, { amountUsd: '0.000001' })).status).toBe(402);
    for (const { spentUsd = '', reservedUsd = '' } of await factsOf(acme, 'ReservationOpened'))
      expect(parseUsd(spentUsd) + parseUsd(reservedUsd)).toBeLessThanOrEqual(20_000_000n);
  });

  it('open a reservation once under its own id, and all get the same answer', async () => {
    const acme = await world.registered('1.500000');
    const id = prefixed('rsv', systemRuntime.ids.next());
    const answers = await Promise.all(times(16).map((client) => world.open(acme, { id }, bothOf(client))));
    for (const { status, body } of answers) {
      expect(status).toBe(201);
      expect(body).toEqual(answers[0]?.body);
    }
    expect(await factsOf(acme, 'ReservationOpened')).toHaveLength(1);
  });

  it('end a reservation once, whoever is first', async () => {
    const acme = await world.registered();
    const { body } = await world.open(acme);
    const answers = await Promise.all(
      times(CLIENTS).map((client) =>
        client % 4 === 0
          ? world.act(acme, body['id'], 'release', undefined, bothOf(client >> 1))
          : world.act(acme, body['id'], 'settle', { amountUsd: `0.${client + 10}` }, bothOf(client)),
      ),
    );
    const granted = answers.filter(({ status }) => status === 200);
    const losers = answers.filter(({ status }) => status !== 200);
    expect(losers.map(({ status }) => status)).toEqual(losers.map(() => 409));
    for (const { body: answer } of granted) expect(answer).toEqual(granted[0]?.body);
    const ends = [
      ...(await factsOf(acme, 'ReservationSettled')),
      ...(await factsOf(acme, 'ReservationReleased')),
    ];
    expect(ends).toHaveLength(1);
    expect(await world.budgetOf(acme)).toMatchObject({
      spentUsd: granted[0]?.body['spentUsd'] ?? '0.000000',
      reservedUsd: '0.000000',
    });
  });

  it('expire a reservation once, although both replicas look', async () => {
    const acme = await world.registered();
    await Promise.all(times(8).map((client) => world.open(acme, { ttlSeconds: 1 }, bothOf(client))));
    world.setClock('2030-03-15T12:00:02.000Z');
    await world.soon(async () => expect(await factsOf(acme, 'ReservationExpired')).toHaveLength(8));
    await Promise.all(times(8).map((client) => world.open(acme, {}, bothOf(client))));
    expect(await factsOf(acme, 'ReservationExpired')).toHaveLength(8);
  });

  it('book every settlement in the month of its reservation, also when the month ends in between', async () => {
    const acme = await world.registered('100.000000');
    world.setClock('2030-03-31T23:59:59.500Z');
    const half = Promise.withResolvers<undefined>();
    let settled = 0;
    const work = times(CLIENTS).map(async (client) => {
      if (client >= CLIENTS / 2) await half.promise;
      const { status, body } = await world.open(acme, { amountUsd: '0.5' }, bothOf(client));
      expect(status).toBe(201);
      if ((settled += 1) === CLIENTS / 2) {
        world.setClock('2030-04-01T00:00:00.000Z');
        half.resolve(undefined);
      }
      if (client < CLIENTS / 2) await half.promise;
      const answer = await world.act(acme, body['id'], 'settle', { amountUsd: '0.1' }, bothOf(client + 1));
      expect(answer).toMatchObject({ status: 200, body: { month: body['month'] } });
      return body['month'];
    });
    const months = await Promise.all(work);
    expect(months.filter((month) => month === '2030-03')).toHaveLength(CLIENTS / 2);
    for (const entry of await factsOf(acme, 'CostRecorded'))
      expect(entry['incurredAt']?.slice(0, 7)).toBe(entry['month']);
    for (const month of ['2030-03', '2030-04'])
      expect(await world.budgetOf(acme, month)).toMatchObject({
        spentUsd: '3.200000',
        reservedUsd: '0.000000',
      });
  });
});
