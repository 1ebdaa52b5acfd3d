import { jest } from '@jest/globals';
import { systemRuntime, type ProfileId } from '@clipcast/kernel';
import { eventually } from '@clipcast/testing';
import { aCost, aQuota } from '../../testing/builders.ts';
import { billingService } from '../../testing/billing-service.ts';
import { endOf, monthOf } from '../month.ts';

jest.setTimeout(90_000);

/** Facts are recorded by the database's time, so "as of" is asked in the month in which the test runs. */
const TODAY = systemRuntime.clock.now();
const THIS_MONTH = monthOf(TODAY);
const NEXT_MONTH = monthOf(endOf(THIS_MONTH));
const LATE = new Date(endOf(THIS_MONTH).getTime() - 1).toISOString();

describe('GET /v1/profiles/{id}/budget', () => {
  let billing: Awaited<ReturnType<typeof billingService>>;
  beforeAll(async () => (billing = await billingService(LATE)));
  beforeEach(() => billing.setClock(LATE));
  afterAll(() => billing.close());

  const budget = async (profileId: ProfileId, query = '') =>
    billing.get(`/v1/profiles/${profileId}/budget${query}`);
  const becomes = (profileId: ProfileId, expected: object, query = '') =>
    eventually(async () => expect((await budget(profileId, query)).body).toMatchObject(expected), {
      withinMs: 20_000,
    });
  const exhausted = async () => {
    const profileId = await billing.registeredProfile();
    await billing.quotaChanges(profileId, aQuota({ alsoTellAtPercent: [50] }));
    await becomes(profileId, { limitUsd: '10.000000' });
    const incurredAt = `${THIS_MONTH}-01T09:00:00Z`;
    await billing.costsIncur(profileId, aCost({ amountUsd: '12', incurredAt }));
    await becomes(profileId, {
      status: 'exhausted',
      thresholds: [{ reachedAt: expect.any(String) as string }, {}, {}],
    });
    return profileId;
  };

  it('shows everything that there is to know of a month', async () => {
    const profileId = await exhausted();
    expect((await budget(profileId)).body).toEqual({
      profileId,
      month: THIS_MONTH,
      asOf: null,
      limitUsd: '10.000000',
      spentUsd: '12.000000',
      reservedUsd: '0.000000',
      remainingUsd: '0.000000',
      percentUsed: 120,
      status: 'exhausted',
      enforcement: 'hard',
      thresholds: [50, 90, 100].map((percent) => ({
        percent,
        isReached: true,
        reachedAt: expect.stringMatching(/^\d{4}-/) as string,
      })),
      openReservations: 0,
      unratedCount: 0,
      isClosed: false,
      resetsAt: endOf(THIS_MONTH).toISOString(),
      forecast: expect.objectContaining({
        reason: null,
        thresholds: [
          { percent: 90, outlook: 'reached', on: null },
          { percent: 100, outlook: 'reached', on: null },
        ],
      }) as object,
    });
  });

  it('is new at once when the month turns over, without anything that runs', async () => {
    const profileId = await exhausted();
    billing.setClock(endOf(THIS_MONTH).toISOString());
    expect((await budget(profileId)).body).toMatchObject({
      month: NEXT_MONTH,
      limitUsd: '10.000000',
      spentUsd: '0.000000',
      remainingUsd: '10.000000',
      status: 'ok',
      thresholds: [{ isReached: false, reachedAt: null }, {}, {}],
      forecast: { reason: 'nothing_spent' },
    });
    expect((await budget(profileId, `?month=${THIS_MONTH}`)).body).toMatchObject({
      status: 'exhausted',
      forecast: null,
    });
  });

  it('answers as it would have answered at an earlier instant, with the quota of then', async () => {
    const profileId = await exhausted();
    const { thresholds } = (await budget(profileId)).body as { thresholds: { reachedAt: string }[] };
    const then = thresholds[0]?.reachedAt ?? '';
    await eventually(() => expect(systemRuntime.clock.now().getTime()).toBeGreaterThan(Date.parse(then) + 1));
    await billing.quotaChanges(profileId, aQuota({ monthlyLimitUsd: '100' }));
    await becomes(profileId, { limitUsd: '100.000000', status: 'ok' });
    const past = `?asOf=${encodeURIComponent(then)}&month=${THIS_MONTH}`;
    await becomes(
      profileId,
      { asOf: then, limitUsd: '10.000000', status: 'exhausted', spentUsd: '12.000000' },
      past,
    );
    // Another month had no facts then either: it shows the quota that was the newest.
    await becomes(
      profileId,
      { limitUsd: '10.000000', spentUsd: '0.000000' },
      `${past.split('&')[0]}&month=${NEXT_MONTH}`,
    );
    const before = (await budget(profileId, '?asOf=2020-02-29T12:00:00%2B01:00')).body;
    expect(before).toMatchObject({ month: '2020-02', asOf: '2020-02-29T11:00:00.000Z', status: 'unlimited' });
  });

  it.each([
    ['asOf=2999-01-01T00:00:00Z', 'as_of_in_future'],
    ['asOf=2026-03-01', 'invalid_request'],
    ['asOf=2026-02-30T00:00:00Z', 'invalid_request'],
    ['month=2026-13', 'invalid_request'],
  ])('refuses %s', async (query, code) => {
    const profileId = await billing.registeredProfile();
    const { status, body } = await budget(profileId, `?${query}`);
    expect([status, body['code']]).toEqual([400, code]);
  });
});
