import { jest } from '@jest/globals';
import { costIncurred, readPublicEvent, type DataOf } from '@clipcast/contracts';
import { bareId, systemRuntime, type JsonObject, type ProfileId } from '@clipcast/kernel';
import type { PublicEvent } from '@clipcast/messaging';
import { eventually } from '@clipcast/testing';
import { KnownProfiles } from '../../profiles/known-profiles.ts';
import { aContext, aCost, aCostId, aProfileId } from '../../testing/builders.ts';
import { billingDatabase } from '../../testing/billing-database.ts';
import { reportedCosts } from '../../testing/reported-costs.ts';
import { KnownEntries } from '../known-entries.query.ts';
import { recordCostWhenCostIncurred } from './record-cost-when-cost-incurred.policy.ts';
import { ReportCostsHandler } from './report-costs.handler.ts';

jest.setTimeout(60_000);

describe('costs that come over NATS', () => {
  let billing: Awaited<ReturnType<typeof billingDatabase>>;
  beforeAll(async () => (billing = await billingDatabase('2026-03-15T12:00:00Z')));
  afterAll(() => billing.close());

  /** As a subscription does it: the contract first, then the policy. Whoever throws sends the event to the dead letters. */
  const arrives = async (profileId: ProfileId, cost: object): Promise<void> =>
    policy().react(eventOf(profileId, cost), aContext());
  const policy = () => {
    const handler = new ReportCostsHandler(
      billing.books,
      new KnownProfiles(billing.door),
      new KnownEntries(() => Promise.resolve(), billing.door),
      billing.moneyClock,
    );
    return recordCostWhenCostIncurred(() => handler);
  };
  const eventOf = (profileId: ProfileId, cost: object): PublicEvent => {
    const { data } = readPublicEvent('publish', 'CostIncurred', costIncurred.version, cost as JsonObject);
    const event: PublicEvent<'CostIncurred', DataOf<typeof costIncurred>> = {
      service: 'publish',
      type: 'CostIncurred',
      schemaVersion: costIncurred.version,
      id: systemRuntime.ids.next(),
      number: 1n,
      epoch: systemRuntime.ids.next(),
      profileId,
      streamId: bareId(profileId),
      streamVersion: 1,
      recordedAt: '2026-03-15T12:00:00.000Z',
      correlationId: systemRuntime.ids.next(),
      actor: 'operator:test',
      data: data as DataOf<typeof costIncurred>,
    };
    return event;
  };
  const aKnownProfile = async () => {
    const profileId = aProfileId();
    await billing.db
      .insertInto('known_profile')
      .values({ profile_id: bareId(profileId) })
      .execute();
    return profileId;
  };

  // What the contract does not know is left out when an event is read, because newer services may say more.
  const ofContract = reportedCosts.filter(([, cost]) =>
    Object.keys(cost).every((name) => name in costIncurred.data.shape),
  );

  it.each(ofContract)(
    'are booked or refused like those of the other doors: %s',
    async (_what, cost, expected) => {
      const profileId = await aKnownProfile();
      const told = { plan: null, amountUsd: null, ...cost, costId: aCostId() };
      const arrival = arrives(profileId, told);
      await (expected.outcome === 'refused' ? expect(arrival).rejects.toThrow() : arrival);
      const events = (await billing.store.readAll(0n)).filter((event) => event.profileId === profileId);
      const facts = { recorded: 'CostRecorded', held_aside: 'UsageHeldAside' }[expected.outcome];
      expect(events.filter(({ type }) => type !== 'QuotaApplied').map(({ type }) => type)).toEqual(
        facts ? [facts] : [],
      );
    },
  );

  it('are refused for a profile that nobody registered', async () => {
    await expect(arrives(aProfileId(), aCost())).rejects.toMatchObject({ code: 'profile_not_found' });
  });

  it('are booked once, and never again with other content', async () => {
    const profileId = await aKnownProfile();
    const cost = aCost();
    await arrives(profileId, cost);
    await arrives(profileId, { ...cost, amountUsd: '1.00' });
    await expect(arrives(profileId, { ...cost, amountUsd: '2' })).rejects.toMatchObject({
      code: 'cost_id_reused',
    });
    expect(await billing.budgetOf(profileId, '2026-03')).toMatchObject({ spent: 1_000_000n });
  });

  it('are each booked or refused for themselves when they come together, on account of their own event', async () => {
    const [one, other] = [await aKnownProfile(), await aKnownProfile()];
    const same = aCost();
    const told = [
      eventOf(one, aCost()),
      { ...eventOf(one, aCost()), type: 'ClipPublished' },
      eventOf(aProfileId(), aCost()),
      eventOf(other, same),
      eventOf(other, { ...aCost(), amountUsd: '-1' }),
      eventOf(other, same),
      eventOf(one, aCost()),
    ];
    const reactions = told.map((event) => ({ event, context: aContext() }));
    const outcomes = await policy().reactTogether(reactions);
    expect(outcomes).toEqual(['done', 'done', 'failed', 'done', 'failed', 'done', 'done']);
    const correlations = async (profileId: ProfileId) =>
      (await billing.store.readAll(0n))
        .filter((event) => event.profileId === profileId && event.type === 'CostRecorded')
        .map(({ meta }) => meta.correlationId);
    const correlationOf = (place: number) => reactions[place]?.context.correlationId;
    expect(await correlations(one)).toEqual([0, 6].map(correlationOf));
    expect(await correlations(other)).toEqual([correlationOf(3)]);
  });

  it('leave nothing under way when an outage ends the call', async () => {
    const profileId = await aKnownProfile();
    const { books } = billing;
    const really = books.book.bind(books);
    const held = Promise.withResolvers<void>();
    const booking = jest.spyOn(books, 'book').mockRejectedValueOnce(new Error('an outage'));
    booking.mockImplementationOnce(async (cost) => {
      await held.promise;
      return really(cost);
    });
    const told = [eventOf(profileId, aCost()), eventOf(profileId, aCost())];
    let ended = false;
    const answer = policy().reactTogether(told.map((event) => ({ event, context: aContext() })));
    const failing = expect(answer.finally(() => (ended = true))).rejects.toThrow('an outage');
    await eventually(() => expect(booking).toHaveBeenCalledTimes(2));
    await billing.store.head();
    expect(ended).toBe(false);
    held.resolve();
    await failing;
    booking.mockRestore();
    const events = (await billing.store.readAll(0n)).filter((event) => event.profileId === profileId);
    expect(events.filter(({ type }) => type === 'CostRecorded')).toHaveLength(1);
  });
});
