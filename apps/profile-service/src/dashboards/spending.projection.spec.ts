import { migrateToLatest, openDatabase, type Database } from '@clipcast/event-store';
import { bareId } from '@clipcast/kernel';
import type { PublicEvent } from '@clipcast/messaging';
import { createTestDatabase, type TestDatabase } from '@clipcast/testing';
import type { ProfileTables } from '../database.ts';
import { aBookedCost, aProfileId, monthStream, ToldFacts } from '../testing/told-facts.ts';
import { spending } from './spending.projection.ts';

let testDatabase: TestDatabase;
let database: Database<ProfileTables>;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  await migrateToLatest(testDatabase.url);
  database = openDatabase(testDatabase.url, 2);
  for (const table of spending.tables) await table.create(database.db as never);
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

const project = async (events: readonly PublicEvent[], batch = 1_000) => {
  for (let from = 0; from < events.length; from += batch) {
    const some = events.slice(from, from + batch);
    await database.db.transaction().execute((tx) => spending.project(tx, some));
  }
};
const rowsOf = async (profileId: ReturnType<typeof aProfileId>) => ({
  costs: await database.db
    .selectFrom('dashboard_cost')
    .select(['day', 'provider', 'micros', 'entries'])
    .where('profile_id', '=', bareId(profileId))
    .orderBy('day')
    .orderBy('provider')
    .execute(),
  months: await database.db
    .selectFrom('dashboard_month')
    .select(['month', 'spent_micros', 'reserved_micros', 'exhausted_at'])
    .where('profile_id', '=', bareId(profileId))
    .orderBy('month')
    .execute(),
});

function history() {
  const acme = aProfileId();
  const told = new ToldFacts('billing');
  const fact = (type: string, data: { month: string }, at?: string) =>
    told.fact(acme, monthStream(acme, data.month), { type, data }, at);
  const cost = (different: Parameters<typeof aBookedCost>[0]) => fact('CostRecorded', aBookedCost(different));
  const standing = {
    month: '2026-03',
    spentUsd: '2.250000',
    reservedUsd: '0.500000',
    limitUsd: '2.000000',
    enforcement: 'hard',
  };
  const exhausted = (at: string) => fact('QuotaExhausted', standing, at);
  const events = [
    cost({}),
    cost({
      amountUsd: '2',
      spentUsd: '3.000000',
      provider: 'gemini',
      incurredAt: '2026-03-11T01:30:00+02:00',
    }),
    cost({ amountUsd: '-0.75', spentUsd: '2.250000' }),
    cost({ month: '2026-02', amountUsd: '7', spentUsd: '7.000000', incurredAt: '2026-02-28T23:59:59.999Z' }),
    exhausted('2026-03-12T10:00:00.000Z'),
    exhausted('2026-03-13T10:00:00.000Z'),
  ];
  return { acme, events, restored: () => fact('QuotaRestored', standing), exhausted };
}

const RIGHT = {
  costs: [
    { day: '2026-02-28', provider: 'postiz', micros: 7_000_000n, entries: 1 },
    { day: '2026-03-10', provider: 'gemini', micros: 2_000_000n, entries: 1 },
    { day: '2026-03-10', provider: 'postiz', micros: 250_000n, entries: 2 },
  ],
  months: [
    { month: '2026-02', spent_micros: 7_000_000n, reserved_micros: 0n, exhausted_at: null },
    {
      month: '2026-03',
      spent_micros: 2_250_000n,
      reserved_micros: 500_000n,
      exhausted_at: new Date('2026-03-12T10:00:00.000Z'),
    },
  ],
};

it.each([1, 2, 1_000])('sums costs, refunds and months right in batches of %i', async (batch) => {
  const { acme, events } = history();
  await project(events, batch);
  expect(await rowsOf(acme)).toEqual(RIGHT);
});

it('counts nothing again that comes again', async () => {
  const { acme, events } = history();
  await project(events, 2);
  for (let from = 0; from < events.length; from += 1) await project(events.slice(from), 1 + (from % 3));
  for (let to = events.length; to > 0; to -= 1) await project(events.slice(0, to));
  expect(await rowsOf(acme)).toEqual(RIGHT);
});

it('forgets that a month was exhausted when it was restored, and learns of it again', async () => {
  const { acme, events, restored, exhausted } = history();
  await project([...events, restored()]);
  expect((await rowsOf(acme)).months[1]?.exhausted_at).toBeNull();
  await project([exhausted('2026-03-14T10:00:00.000Z')]);
  expect((await rowsOf(acme)).months[1]?.exhausted_at).toEqual(new Date('2026-03-14T10:00:00.000Z'));
});

it('holds a row for each day and provider, however many entries there are', async () => {
  const acme = aProfileId();
  const told = new ToldFacts('billing');
  const events = Array.from({ length: 5_000 }, () =>
    told.fact(acme, monthStream(acme, '2026-03'), { type: 'CostRecorded', data: aBookedCost() }),
  );
  await project(events);
  expect((await rowsOf(acme)).costs).toEqual([
    { day: '2026-03-10', provider: 'postiz', micros: 5_000_000_000n, entries: 5_000 },
  ]);
});
