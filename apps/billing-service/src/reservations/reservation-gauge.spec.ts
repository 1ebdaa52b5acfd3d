import { jest } from '@jest/globals';
import { metrics, type Attributes, type Meter } from '@opentelemetry/api';
import { reservationWorld } from './testing/reservation-world.ts';

jest.setTimeout(120_000);

const NOON = '2030-03-15T12:00:00.000Z';

describe('the worker that notes what has expired', () => {
  const told = new Map<string, number>();
  let world: Awaited<ReturnType<typeof reservationWorld>>;

  beforeAll(async () => {
    const createGauge = (name: string) => ({
      record: (value: number, attributes: Attributes = {}) =>
        void told.set([name, ...Object.values(attributes)].join(' '), value),
    });
    const silent = new Proxy({}, { get: () => () => undefined });
    const meter = new Proxy(
      { createGauge },
      { get: (known, name) => (name in known ? createGauge : () => silent) },
    );
    metrics.setGlobalMeterProvider({ getMeter: () => meter as unknown as Meter });
    world = await reservationWorld(NOON);
  });
  afterAll(async () => {
    await world.close();
    metrics.disable();
  });

  it('tells how many are open, and for how long the oldest hard one has been', async () => {
    const acme = await world.registered();
    const { body: hard } = await world.open(acme, { class: 'hard' });
    await world.open(acme, { ttlSeconds: 60 });
    await world.soon(() => expect(told.get('clipcast.reservations.open soft')).toBe(1));
    expect(told.get('clipcast.reservations.open hard')).toBe(1);
    // The log's own time tells the age, and this test's clock is years ahead of it.
    expect(told.get('clipcast.reservations.hard.age.max')).toBeGreaterThan(1_000_000);
    world.setClock('2030-03-15T12:01:00.000Z');
    await world.soon(() => expect(told.get('clipcast.reservations.open soft')).toBe(0));
    await world.act(acme, hard['id'], 'release');
    await world.soon(() => expect(told.get('clipcast.reservations.open hard')).toBe(0));
    expect(told.get('clipcast.reservations.hard.age.max')).toBe(0);
  });
});
