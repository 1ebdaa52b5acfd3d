import { jest } from '@jest/globals';
import { FLEET, prefixed, systemRuntime, type ProfileId, type ReRatingId } from '@clipcast/kernel';
import { budget } from '../../budgets/budget.ts';
import { budgetStream } from '../../budgets/budget-stream.ts';
import { aContext, aReportedCost, aUsage } from '../../testing/builders.ts';
import { aPrice, pricedDatabase } from '../../testing/priced-database.ts';
import { BeginReRating } from '../begin-re-rating/begin-re-rating.ts';
import { correctionSums } from '../correction-sums.query.ts';
import { differenceSums } from '../difference-sums.query.ts';
import { LeftOutEntries } from '../left-out.ts';
import { RE_RATINGS, reRatings, type ReRatingTerms } from '../re-ratings.ts';
import { UndoReRating } from '../undo-re-rating/undo-re-rating.ts';

jest.setTimeout(120_000);

const MARCH: ReRatingTerms = {
  from: '2026-03-01T00:00:00.000Z',
  to: '2026-04-01T00:00:00.000Z',
  profileIds: null,
  provider: null,
  model: null,
};
const dearer = (unitPriceUsd = '0.45') => aPrice({ unitPriceUsd, effectiveFrom: '2026-03-01T00:00:00.000Z' });
const newId = (): ReRatingId => prefixed('rrt', systemRuntime.ids.next());

describe('carrying out a re-rating', () => {
  let billing: Awaited<ReturnType<typeof pricedDatabase>>;
  beforeEach(async () => (billing = await pricedDatabase('2026-03-15T12:00:00Z')));
  afterEach(() => billing.close());

  type Replica = ReturnType<typeof billing.replica>;
  const begin = (replica: Replica, id = newId(), terms: Partial<ReRatingTerms> = {}) =>
    replica.begin.execute(new BeginReRating(id, { ...MARCH, ...terms }, aContext()));
  const undo = (replica: Replica, id: ReRatingId) => replica.undo.execute(new UndoReRating(id, aContext()));
  const dryRun = async ({ prices }: Replica, terms: Partial<ReRatingTerms> = {}) => {
    await billing.project();
    return differenceSums(billing.door, prices, { ...MARCH, ...terms }, new LeftOutEntries());
  };
  const spent = async (profileId: ProfileId, month = '2026-03') =>
    (await billing.budgetOf(profileId, month)).spent;
  const statusOf = async ({ deciders }: Replica, id: ReRatingId) =>
    (await deciders.read(reRatings, RE_RATINGS)).state.all.get(id)?.status;
  const eventsSoFar = async () => (await billing.store.head()).position;

  /** Two profiles with characters in March, rated at 30 cents. */
  const reported = async (replica: Replica) => {
    await replica.setPrices(FLEET, aPrice());
    const profiles = [await billing.registeredProfile(), await billing.registeredProfile()] as const;
    for (const profileId of profiles) {
      const quantities = ['1000', '333', '1', '77777'];
      await Promise.all(quantities.map((quantity) => replica.report(profileId, aUsage({ quantity }))));
    }
    return profiles;
  };

  it('comes to what the dry run said, and the dry run changes nothing', async () => {
    const replica = billing.replica();
    const [one, other] = await reported(replica);
    await replica.setPrices(FLEET, dearer());
    await replica.setPrices(other, dearer('0.10'));
    const before = await eventsSoFar();
    const told = await dryRun(replica);
    expect(await eventsSoFar()).toBe(before);
    expect(told).toHaveLength(2);
    const [spentBefore, differences] = [await spent(one), new Map(told.map((sum) => [sum.profileId, sum]))];

    const id = await begin(replica);
    expect(await replica.reRater.round()).toBe('done');
    expect(await statusOf(replica, id)).toBe('applied');
    await billing.project();
    expect(await correctionSums(billing.door, id)).toEqual(
      told.toSorted((a, b) => (a.profileId < b.profileId ? -1 : 1)),
    );
    const ofOne = differences.get(one.slice(4));
    expect((await spent(one)) - spentBefore).toBe((ofOne?.now ?? 0n) - (ofOne?.old ?? 0n));
    // 79,111 characters at 45 cents a thousand, each entry rounded by itself.
    expect(await spent(one)).toBe(450_000n + 149_850n + 450n + 34_999_650n);
    expect(await dryRun(replica)).toEqual([]);
  });

  it('names the entry it corrects and the price, and says whose it is', async () => {
    const replica = billing.replica();
    const [profileId] = await reported(replica);
    await replica.setPrices(FLEET, dearer());
    const id = await begin(replica, newId(), { profileIds: [profileId] });
    await replica.reRater.round();
    await billing.project();
    const entries = await billing.entriesOf(profileId);
    const original = entries.find(({ quantity, corrects }) => quantity === '1000' && corrects === null);
    expect(entries.filter(({ corrects }) => corrects === original?.cost_id)).toMatchObject([
      {
        amount_micros: 150_000n,
        month: '2026-03',
        price_book: 'fleet',
        price_version: 2,
        unit_price_usd: '0.45',
        source: { reRatingId: id },
      },
    ]);
  });

  it('restores the sums to the micro-dollar when it is undone, once', async () => {
    const replica = billing.replica();
    const profiles = await reported(replica);
    const before = await Promise.all(profiles.map((profileId) => spent(profileId)));
    await replica.setPrices(FLEET, dearer());
    const id = await begin(replica);
    await replica.reRater.round();
    expect(await Promise.all(profiles.map((profileId) => spent(profileId)))).not.toEqual(before);
    await undo(replica, id);
    await replica.reRater.round();
    expect(await statusOf(replica, id)).toBe('undone');
    expect(await Promise.all(profiles.map((profileId) => spent(profileId)))).toEqual(before);
    const after = await eventsSoFar();
    await undo(replica, id);
    await begin(replica, id);
    await replica.reRater.round();
    expect(await eventsSoFar()).toBe(after);
    // What is undone differs again, and can be applied by another one.
    expect(await dryRun(replica)).toHaveLength(2);
  });

  it('changes nothing when it is applied again, under its own id or another', async () => {
    const replica = billing.replica();
    const [profileId] = await reported(replica);
    await replica.setPrices(FLEET, dearer());
    const id = await begin(replica);
    await replica.reRater.round();
    const sum = await spent(profileId);
    await begin(replica, id);
    await replica.reRater.round();
    const second = await begin(replica);
    await replica.reRater.round();
    expect(await spent(profileId)).toBe(sum);
    await billing.project();
    expect(await correctionSums(billing.door, second)).toEqual([]);
  });

  it('makes up for the difference once although it died in the middle, and two go on at the same time', async () => {
    const replica = billing.replica();
    const profiles = await reported(replica);
    await replica.setPrices(FLEET, dearer());
    const [told] = await dryRun(replica);
    const id = await begin(replica);
    // It dies after its first bookings: nothing of how far it came is kept.
    const stop = new AbortController();
    const dying = billing.replica();
    const book = dying.booking.book.bind(dying.booking);
    dying.booking.book = async (entry) => {
      stop.abort();
      return book(entry);
    };
    expect(await dying.reRater.round(stop.signal)).toBe('later');
    expect(await statusOf(replica, id)).toBe('applying');
    // One of them has a read model that has not seen the first bookings.
    const blind = billing.replica(() => Promise.resolve(true));
    await Promise.all([blind.reRater.round(), blind.reRater.round(), billing.replica().reRater.round()]);
    expect(await statusOf(billing.replica(), id)).toBe('applied');
    expect(await dryRun(billing.replica())).toEqual([]);
    for (const profileId of profiles) {
      const corrections = (await billing.entriesOf(profileId)).filter(({ corrects }) => corrects !== null);
      expect(corrections).toHaveLength(told?.entries ?? 0);
      expect(await spent(profileId)).toBe(told?.now);
    }
  });

  it('undoes once although two undo it at the same time', async () => {
    const replica = billing.replica();
    const [profileId] = await reported(replica);
    const before = await spent(profileId);
    await replica.setPrices(FLEET, dearer());
    const id = await begin(replica);
    await replica.reRater.round();
    await undo(replica, id);
    await Promise.all([billing.replica().reRater.round(), billing.replica().reRater.round()]);
    expect(await spent(profileId)).toBe(before);
  });

  it('waits while its read model is behind', async () => {
    const replica = billing.replica(() => Promise.resolve(false));
    await reported(replica);
    const id = await begin(replica);
    expect(await replica.reRater.round()).toBe('later');
    expect(await statusOf(replica, id)).toBe('applying');
  });

  it('leaves alone what was reported with an amount, and what the terms leave out', async () => {
    const replica = billing.replica();
    const [one, other] = await reported(replica);
    // An amount is what it cost, whatever the books say of its usage.
    await replica.report(one, aUsage({ amountUsd: '3' }));
    await replica.report(one, aUsage({ incurredAt: '2026-02-28T23:59:59.999Z' }));
    await replica.report(one, aUsage({ incurredAt: '2026-04-01T00:00:00.000Z' }));
    await replica.setPrices(FLEET, dearer());
    expect(await dryRun(replica)).toMatchObject([{ entries: 4 }, { entries: 4 }]);
    expect(await dryRun(replica, { model: 'other' })).toEqual([]);
    expect(await dryRun(replica, { provider: 'elevenlabs', profileIds: [other] })).toMatchObject([
      { profileId: other.slice(4), entries: 4 },
    ]);
  });

  it('takes corrections of corrections into account', async () => {
    const replica = billing.replica();
    await replica.setPrices(FLEET, aPrice());
    const profileId = await billing.registeredProfile();
    const usage = aUsage();
    const correction = aReportedCost({ amountUsd: '-0.1', corrects: usage.costId });
    await replica.report(profileId, usage);
    await replica.report(profileId, correction);
    await replica.report(profileId, aReportedCost({ amountUsd: '0.03', corrects: correction.costId }));
    expect(await dryRun(replica)).toEqual([
      { profileId: profileId.slice(4), entries: 1, old: 230_000n, now: 300_000n },
    ]);
  });

  it('corrects what is booked in a closed month in the open one, and undoes it there', async () => {
    const replica = billing.replica();
    const [profileId] = await reported(replica);
    await replica.deciders.handle({
      aggregate: budget,
      target: budgetStream(profileId, '2026-03'),
      context: aContext(),
      decide: () => [{ type: 'MonthClosed' as const, data: { month: '2026-03' } }],
      reply: () => null,
    });
    billing.setClock('2026-04-02T00:00:00Z');
    const before = await spent(profileId);
    await replica.setPrices(FLEET, dearer());
    const [sum] = await dryRun(replica, { profileIds: [profileId] });
    const id = await begin(replica, newId(), { profileIds: [profileId] });
    await replica.reRater.round();
    expect(await spent(profileId)).toBe(before);
    expect(await spent(profileId, '2026-04')).toBe((sum?.now ?? 0n) - (sum?.old ?? 0n));
    const events = await billing.store.readStream(budgetStream(profileId, '2026-04'));
    expect(events.find(({ type }) => type === 'CostRecorded')?.data).toMatchObject({ appliesTo: '2026-03' });
    await undo(replica, id);
    await replica.reRater.round();
    expect(await spent(profileId, '2026-04')).toBe(0n);
  });

  it('leaves out an entry whose difference no month can hold, says so, and goes on', async () => {
    const replica = billing.replica();
    await replica.setPrices(FLEET, aPrice());
    const [full, other] = [await billing.registeredProfile(), await billing.registeredProfile()];
    const [usage, dear] = [aUsage(), aUsage({ quantity: '3000000000000' })];
    await replica.report(full, usage);
    await replica.report(full, aReportedCost({ amountUsd: '999999999999.6' }));
    await replica.report(other, aUsage());
    await replica.report(other, dear);
    // Dearer than what is left of the one month, and in the other one entry comes to more than can be written down.
    await replica.setPrices(FLEET, dearer('400'));
    const stateOf = async (id: ReRatingId) =>
      (await replica.deciders.read(reRatings, RE_RATINGS)).state.all.get(id);
    const id = await begin(replica);
    expect(await replica.reRater.round()).toBe('done');
    const leftOut = {
      entries: 2,
      first: [
        { profileId: full, costId: usage.costId, code: 'amount_too_large' },
        { profileId: other, costId: dear.costId, code: 'amount_too_large' },
      ],
    };
    const told = await stateOf(id);
    expect({
      ...told?.leftOut,
      first: told?.leftOut.first.toSorted((a) => (a.profileId === full ? -1 : 1)),
    }).toEqual(leftOut);
    expect(await stateOf(id)).toMatchObject({ status: 'applied' });
    expect(await spent(other)).toBe(400_000_000n + 900_000_000_000_000n);
    // The next one is not held up.
    const second = await begin(replica);
    await replica.reRater.round();
    expect(await stateOf(second)).toMatchObject({ status: 'applied', leftOut: { entries: 2 } });
    await undo(replica, id);
    await replica.reRater.round();
    expect(await stateOf(id)).toMatchObject({ status: 'undone', leftOut: { entries: 0, first: [] } });
  });

  it('leaves out what has no price any more, and the dry run says so', async () => {
    const replica = billing.replica();
    const [one, other] = [await billing.registeredProfile(), await billing.registeredProfile()];
    await replica.setPrices(one, aPrice());
    await replica.setPrices(FLEET, aPrice({ effectiveFrom: '2026-03-12T00:00:00.000Z' }));
    const [unpriced, priced] = [aUsage(), aUsage({ incurredAt: '2026-03-12T00:00:00.000Z' })];
    for (const usage of [unpriced, priced]) await replica.report(one, usage);
    await replica.report(other, priced);
    const { provider, model, unit, plan } = aPrice();
    await replica.endPrice(one, { provider, model, unit, plan, effectiveFrom: '2026-03-01T00:00:00.000Z' });
    await replica.setPrices(FLEET, aPrice({ unitPriceUsd: '0.45', effectiveFrom: priced.incurredAt }));
    const leftOut = {
      entries: 1,
      first: [{ profileId: one, costId: unpriced.costId, code: 'price_unknown' }],
    };
    const foreseen = new LeftOutEntries();
    await billing.project();
    expect(await differenceSums(billing.door, replica.prices, MARCH, foreseen)).toHaveLength(2);
    expect(foreseen.sum).toEqual(leftOut);
    const id = await begin(replica);
    expect(await replica.reRater.round()).toBe('done');
    expect((await replica.deciders.read(reRatings, RE_RATINGS)).state.all.get(id)).toMatchObject({
      status: 'applied',
      leftOut,
    });
    expect(await spent(one)).toBe(300_000n + 450_000n);
  });

  it('leaves out what cannot be taken back', async () => {
    const replica = billing.replica();
    await replica.setPrices(FLEET, aPrice());
    const profileId = await billing.registeredProfile();
    const usage = aUsage();
    await replica.report(profileId, usage);
    await replica.setPrices(FLEET, dearer('0.10'));
    const id = await begin(replica);
    await replica.reRater.round();
    await replica.report(profileId, aReportedCost({ amountUsd: '999999999999.8' }));
    await undo(replica, id);
    expect(await replica.reRater.round()).toBe('done');
    expect((await replica.deciders.read(reRatings, RE_RATINGS)).state.all.get(id)).toMatchObject({
      status: 'undone',
      leftOut: { entries: 1, first: [{ profileId, costId: usage.costId, code: 'amount_too_large' }] },
    });
  });

  it('goes through many pages, also of entries of one instant', async () => {
    const replica = billing.replica();
    await replica.setPrices(FLEET, aPrice());
    const profileId = await billing.registeredProfile();
    // Within one millisecond, which is as fine as a Date gets.
    const instant = (index: number) => `2026-03-10T09:00:00.000${String(index % 3).padStart(3, '0')}Z`;
    await Promise.all(
      Array.from({ length: 1_100 }, (_, index) =>
        replica.report(profileId, aUsage({ incurredAt: instant(index) })),
      ),
    );
    await replica.setPrices(FLEET, dearer());
    expect(await dryRun(replica)).toMatchObject([{ entries: 1_100, now: 495_000_000n }]);
    const id = await begin(replica);
    await replica.reRater.round();
    expect(await spent(profileId)).toBe(495_000_000n);
    await undo(replica, id);
    await replica.reRater.round();
    expect(await spent(profileId)).toBe(330_000_000n);
  });
});
