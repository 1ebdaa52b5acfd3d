import { jest } from '@jest/globals';
import { bareId, systemRuntime, type ProfileId } from '@clipcast/kernel';
import { KnownProfiles } from '../../profiles/known-profiles.ts';
import { MonthQuotas } from '../../quotas/month-quotas.ts';
import { aContext } from '../../testing/builders.ts';
import { billingDatabase } from '../../testing/billing-database.ts';
import { monthWithLapsed } from '../../testing/lapsed-holds.ts';
import { MONTH } from '../../testing/reservation-builders.ts';
import { CloseMonthHandler } from './close-month.handler.ts';
import { CloseMonth } from './close-month.ts';

jest.setTimeout(60_000);

describe('closing a month on a database', () => {
  let billing: Awaited<ReturnType<typeof billingDatabase>>;
  beforeAll(async () => (billing = await billingDatabase('2026-04-02T00:00:00Z')));
  afterAll(() => billing.close());
  beforeEach(() => billing.setClock('2026-04-02T00:00:00Z'));

  const knownMonthWithLapsed = async (count: number) => {
    const profileId = await monthWithLapsed(billing, count);
    await billing.db
      .insertInto('known_profile')
      .values({ profile_id: bareId(profileId) })
      .execute();
    return profileId;
  };
  const close = (profileId: ProfileId) => {
    const quotas = new MonthQuotas(billing.door, systemRuntime);
    const profiles = new KnownProfiles(billing.door);
    const handler = new CloseMonthHandler(billing.deciders, quotas, profiles, billing.moneyClock);
    return handler.execute(new CloseMonth(profileId, MONTH, aContext()));
  };

  it('waits for nobody to note what has expired, although it is more than one decision may note', async () => {
    const profileId = await knownMonthWithLapsed(2_500);
    await close(profileId);
    expect(await billing.budgetOf(profileId, MONTH)).toMatchObject({ isClosed: true, reserved: 0n });
  });

  it('notes nothing when it is refused because the month is not over', async () => {
    const profileId = await knownMonthWithLapsed(3);
    const { position } = await billing.store.head();
    billing.setClock('2026-03-31T23:59:59.999Z');
    await expect(close(profileId)).rejects.toMatchObject({ code: 'month_not_over' });
    expect((await billing.store.head()).position).toBe(position);
  });
});
