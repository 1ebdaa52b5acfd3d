import { jest } from '@jest/globals';
import { Deciders } from '@clipcast/event-store';
import { prefixed, systemRuntime, type ProfileId } from '@clipcast/kernel';
import { eventually } from '@clipcast/testing';
import { NO_QUOTA, quotaOf } from '../../quotas/quota.ts';
import { aContext, aProfileId, aQuota, aReportedCost } from '../../testing/builders.ts';
import { billingDatabase } from '../../testing/billing-database.ts';
import { BudgetDraft } from '../budget-draft.ts';
import { budget, type BudgetEvent, type BudgetState } from '../budget.ts';
import { budgetStream } from '../budget-stream.ts';
import { RecordCost } from '../record-cost/record-cost.ts';
import { budgetView } from './budget-view.ts';
import { KnownMonths } from './known-months.query.ts';

jest.setTimeout(60_000);

const month = '2026-03';
/** Later than the time of any database that runs this. */
const FAR_AWAY = '2999-01-01T00:00:00.000Z';
const limited = (usd: string, version: number) =>
  quotaOf(aQuota({ monthlyLimitUsd: usd, alsoTellAtPercent: [50] }), version);

describe('a month as it is known', () => {
  let billing: Awaited<ReturnType<typeof billingDatabase>>;
  beforeAll(async () => (billing = await billingDatabase('2026-03-15T12:00:00Z')));
  afterAll(() => billing.close());

  const knownMonths = () =>
    new KnownMonths(new Deciders(billing.store, systemRuntime), billing.store, billing.door);
  const costs = (profileId: ProfileId, ...amounts: readonly string[]) =>
    Promise.all(
      amounts.map((amountUsd) =>
        billing.recordCost.execute(new RecordCost(profileId, aReportedCost({ amountUsd }), aContext())),
      ),
    );
  /** One decision, and the instant at which its last fact was recorded. */
  const decide = async (profileId: ProfileId, decision: (draft: BudgetDraft) => void): Promise<Date> => {
    const target = budgetStream(profileId, month);
    await new Deciders(billing.store, systemRuntime).handle({
      aggregate: budget,
      target,
      context: aContext(),
      decide: (state: BudgetState): BudgetEvent[] => {
        const draft = new BudgetDraft(month, state);
        decision(draft);
        return draft.facts();
      },
      reply: () => null,
    });
    const events = await billing.store.readStream(target);
    return events.at(-1)?.recordedAt ?? new Date(0);
  };
  const after = (instant: Date) => new Date(instant.getTime() + 1);
  const thatHasPassed = (instant: Date) =>
    eventually(() => {
      if (systemRuntime.clock.now() <= after(instant)) throw new Error('not yet');
    });

  it('is answered for every instant as it was answered then', async () => {
    const profileId = aProfileId();
    const reservationId = prefixed('rsv', systemRuntime.ids.next());
    const { bookedCost, opening } = facts(reservationId);
    const steps: readonly ((draft: BudgetDraft) => void)[] = [
      (draft) => draft.begin(limited('10', 2), true),
      (draft) => draft.record(bookedCost('5')),
      (draft) => draft.add(opening(draft, '2')),
      (draft) => draft.record(bookedCost('5.5')),
      (draft) => draft.apply(limited('20', 3)),
      (draft) => draft.record(bookedCost('-1')),
      (draft) => draft.expire(new Date(FAR_AWAY)),
      (draft) => draft.add({ type: 'MonthClosed', data: { month } }),
    ];
    const answers: { at: Date; view: object }[] = [];
    const viewAt = async (at: Date, seen: 'now' | 'at') => {
      const months = knownMonths();
      const known =
        seen === 'now' ? await months.now(profileId, month) : await months.at(profileId, month, at);
      return budgetView({ profileId, month, at, isAsked: true }, known, known.state.quota ?? NO_QUOTA);
    };
    for (const step of steps) {
      const at = after(await decide(profileId, step));
      await billing.catchUp();
      answers.push({ at, view: await viewAt(at, 'now') });
      await thatHasPassed(at);
    }
    for (const { at, view } of answers) expect(await viewAt(at, 'at')).toEqual(view);
    expect(answers.map(({ view }) => view)).toMatchObject([
      {
        limitUsd: '10.000000',
        spentUsd: '0.000000',
        thresholds: [{ percent: 50, isReached: false }, {}, {}],
      },
      { spentUsd: '5.000000', thresholds: [{ percent: 50, isReached: true }, { reachedAt: null }, {}] },
      { reservedUsd: '2.000000', openReservations: 1 },
      { status: 'exhausted', remainingUsd: '0.000000' },
      {
        limitUsd: '20.000000',
        status: 'ok',
        thresholds: [{ isReached: true }, { reachedAt: null }, { reachedAt: null }],
      },
      { spentUsd: '9.500000', thresholds: [{ isReached: false }, {}, {}] },
      { openReservations: 0, reservedUsd: '0.000000' },
      { isClosed: true },
    ]);
    expect((await knownMonths().at(profileId, month, new Date(0))).version).toBe(0);
  });

  it('lets a reservation lapse at the instant that is asked about', async () => {
    const profileId = aProfileId();
    const reservationId = prefixed('rsv', systemRuntime.ids.next());
    const { opening } = facts(reservationId);
    const opened = await decide(profileId, (draft) => {
      draft.begin(limited('10', 2), true);
      draft.add(opening(draft, '2'));
    });
    await billing.catchUp();
    const reservedAt = async (at: Date) => {
      const known = await knownMonths().at(profileId, month, at);
      return budgetView({ profileId, month, at, isAsked: true }, known, limited('10', 2));
    };
    expect(await reservedAt(after(opened))).toMatchObject({ reservedUsd: '2.000000', openReservations: 1 });
    expect(await reservedAt(new Date(FAR_AWAY))).toMatchObject({
      reservedUsd: '0.000000',
      openReservations: 0,
    });
  });

  it('is read in constant time however long its stream is', async () => {
    const profileId = aProfileId();
    for (let round = 0; round < 15; round += 1)
      await costs(profileId, ...Array.from({ length: 100 }, () => '0.01'));
    await billing.catchUp();
    const read = jest.spyOn(billing.store, 'readStream');
    const known = await eventually(async () => {
      read.mockClear();
      const seen = await knownMonths().now(profileId, month);
      const counts = await Promise.all(read.mock.results.map(({ value }) => value as Promise<unknown[]>));
      // What a process that has just started reads of 1,501 facts.
      expect(counts.flat().length).toBeLessThanOrEqual(2 * 200);
      return seen;
    });
    read.mockRestore();
    expect(known.state.spent).toBe(15_000_000n);
    expect([...known.days.values()]).toEqual([15_000_000n]);
  });
});

/** Facts that only a decision of another use case makes. */
const facts = (reservationId: ReturnType<typeof prefixed<'rsv'>>) => ({
  bookedCost: (amountUsd: string) => {
    const cost = aReportedCost();
    return { ...cost, amountUsd, price: null, appliesTo: null, reservationId: null };
  },
  opening: (draft: BudgetDraft, amountUsd: string): BudgetEvent => ({
    type: 'ReservationOpened',
    data: {
      ...draft.standing({ reserved: BigInt(amountUsd) * 1_000_000n }),
      reservationId,
      amountUsd: `${amountUsd}.000000`,
      purpose: 'test',
      expiresAt: FAR_AWAY,
      usage: null,
      price: null,
      groupId: null,
      accessKeyId: null,
    },
  }),
});
