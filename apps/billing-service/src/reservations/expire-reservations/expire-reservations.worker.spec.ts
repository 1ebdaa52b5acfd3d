import { jest } from '@jest/globals';
import { systemRuntime, type ProfileId } from '@clipcast/kernel';
import { CloseMonth } from '../../costs/close-month/close-month.ts';
import { CloseMonthHandler } from '../../costs/close-month/close-month.handler.ts';
import { budget, type BudgetEvent } from '../../budgets/budget.ts';
import { budgetStream } from '../../budgets/budget-stream.ts';
import { KnownProfiles } from '../../profiles/known-profiles.ts';
import { MonthQuotas } from '../../quotas/month-quotas.ts';
import { aContext, aProfileId } from '../../testing/builders.ts';
import { billingDatabase } from '../../testing/billing-database.ts';
import { MONTH, opened, unlimited } from '../../testing/reservation-builders.ts';
import { ExpireReservationsHandler } from './expire-reservations.handler.ts';
import { ExpireReservationsWorker } from './expire-reservations.worker.ts';

jest.setTimeout(120_000);

const AFTERWARDS = '2026-04-02T00:00:00Z';

describe('the worker that notes what has expired', () => {
  let billing: Awaited<ReturnType<typeof billingDatabase>>;
  beforeEach(async () => (billing = await billingDatabase(AFTERWARDS)));
  afterEach(() => billing.close());

  /** A month with so many reservations that are past their time. */
  const monthWithDue = async (count: number): Promise<ProfileId> => {
    const profileId = aProfileId();
    const holds = Array.from({ length: count }, (_, index) =>
      opened({ reservationId: `rsv_019a0000-0000-7000-8000-${String(index).padStart(12, '0')}` }),
    );
    await billing.deciders.handle({
      aggregate: budget,
      target: budgetStream(profileId, MONTH),
      context: aContext(),
      decide: (): BudgetEvent[] => [unlimited, ...holds],
      reply: () => null,
    });
    return profileId;
  };
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

  it('is not waited for by whoever closes a month', async () => {
    const profileId = await monthWithDue(1_500);
    await billing.db
      .insertInto('known_profile')
      .values({ profile_id: profileId.slice(4) as never })
      .execute();
    const close = new CloseMonthHandler(
      billing.deciders,
      new MonthQuotas(billing.door, systemRuntime.clock),
      new KnownProfiles(billing.door),
      billing.moneyClock,
    );
    await close.execute(new CloseMonth(profileId, MONTH, aContext()));
    expect(await billing.budgetOf(profileId, MONTH)).toMatchObject({ isClosed: true, reserved: 0n });
  });
});
