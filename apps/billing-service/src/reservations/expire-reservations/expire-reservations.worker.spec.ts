import { jest } from '@jest/globals';
import { systemRuntime, type ProfileId } from '@clipcast/kernel';
import { billingDatabase } from '../../testing/billing-database.ts';
import { monthWithLapsed } from '../../testing/lapsed-holds.ts';
import { MONTH } from '../../testing/reservation-builders.ts';
import { ExpireReservationsHandler } from './expire-reservations.handler.ts';
import { ExpireReservationsWorker } from './expire-reservations.worker.ts';

jest.setTimeout(120_000);

const AFTERWARDS = '2026-04-02T00:00:00Z';

describe('the worker that notes what has expired', () => {
  let billing: Awaited<ReturnType<typeof billingDatabase>>;
  beforeEach(async () => (billing = await billingDatabase(AFTERWARDS)));
  afterEach(() => billing.close());

  const monthWithDue = (count: number) => monthWithLapsed(billing, count);
  /** Works until it would rest for the first time. */
  const workUntilRest = async (): Promise<void> => {
    const stop = new AbortController();
    const sleep = () => Promise.resolve(stop.abort());
    await new ExpireReservationsWorker({
      door: billing.door,
      clock: billing.moneyClock,
      handler: new ExpireReservationsHandler(billing.deciders, billing.moneyClock),
      runtime: { ...systemRuntime, timers: { ...systemRuntime.timers, sleep } },
      onTrouble: (_, error) => {
        throw error;
      },
    }).run(stop.signal);
  };
  const openIn = async (profileId: ProfileId) => (await billing.budgetOf(profileId, MONTH)).holds.size;

  it('rests when nothing is due any more, however many months and reservations there are', async () => {
    const hot = await monthWithDue(2_001);
    const others = await Promise.all(Array.from({ length: 230 }, () => monthWithDue(1)));
    await billing.catchUp();
    await workUntilRest();
    expect(await openIn(hot)).toBe(0);
    expect((await Promise.all(others.map(openIn))).filter((open) => open > 0)).toEqual([]);
  });
});
