import { jest } from '@jest/globals';
import type { Leadership } from '@clipcast/event-store';
import { FLEET, systemRuntime } from '@clipcast/kernel';
import { eventually } from '@clipcast/testing';
import { metrics, type Observable, type ObservableCallback } from '@opentelemetry/api';
import { aUsage } from '../../testing/builders.ts';
import { aPrice, pricedDatabase } from '../../testing/priced-database.ts';
import { RateHeldAsideWorker } from './rate-held-aside.worker.ts';

jest.setTimeout(60_000);

/** What a reader of the gauge is told. */
function readGauge() {
  const callbacks = new Set<ObservableCallback>();
  const gauge: Observable = {
    addCallback: (callback) => void callbacks.add(callback),
    removeCallback: (callback) => void callbacks.delete(callback),
  };
  const meter = { createObservableGauge: () => gauge } as never;
  metrics.setGlobalMeterProvider({ getMeter: () => meter });
  return async (): Promise<number[]> => {
    const told: number[] = [];
    for (const callback of callbacks) await callback({ observe: (value) => void told.push(value) });
    return told;
  };
}

describe('the worker that rates what was held aside', () => {
  let billing: Awaited<ReturnType<typeof pricedDatabase>>;
  beforeAll(async () => (billing = await pricedDatabase('2026-03-15T12:00:00Z')));
  afterAll(async () => {
    metrics.disable();
    await billing.close();
  });

  it('rates at the start and when the bell rings, goes on after trouble, and tells what waits while it leads', async () => {
    const gauge = readGauge();
    const { rater, report, setPrices } = billing.replica();
    const profileId = await billing.registeredProfile();
    await report(profileId, aUsage());
    await setPrices(FLEET, aPrice());
    await report(profileId, aUsage({ model: 'unheard' }));
    await billing.project();
    const trouble: unknown[] = [];
    const stop = new AbortController();
    let ring = (): void => undefined;
    let rounds = 0;
    const failingOnce = async (signal?: AbortSignal) => {
      rounds += 1;
      if (rounds === 1) throw new Error('The database is away.');
      return rater.round(signal);
    };
    const leadership = {
      hold: (_: string, signal: AbortSignal, work: (signal: AbortSignal) => Promise<void>) => work(signal),
      close: () => Promise.resolve(),
    } as Leadership;
    const worker = new RateHeldAsideWorker({
      rater: { round: failingOnce },
      door: billing.door,
      leadership,
      listen: (bell) => {
        ring = bell;
        return () => undefined;
      },
      runtime: systemRuntime,
      onTrouble: (_, error) => void trouble.push(error),
    });
    const work = worker.run(stop.signal);
    const waits = (count: number) =>
      eventually(
        async () => {
          await billing.project();
          expect(await gauge()).toEqual([count]);
        },
        { withinMs: 20_000 },
      );
    await waits(1);
    expect(trouble).toHaveLength(1);
    await setPrices(profileId, aPrice({ model: 'unheard' }));
    await billing.project();
    ring();
    await waits(0);
    stop.abort();
    await work;
    expect(await gauge()).toEqual([]);
  });
});
