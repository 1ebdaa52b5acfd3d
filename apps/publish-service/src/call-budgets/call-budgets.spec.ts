import { jest } from '@jest/globals';
import { migrateToLatest, openDatabase, type Database } from '@clipcast/event-store';
import { FLEET, systemRuntime } from '@clipcast/kernel';
import { PostizCallError } from '@clipcast/postiz';
import { createTestDatabase, type TestDatabase } from '@clipcast/testing';
import type { PublishTables } from '../database.ts';
import { publishMigrations } from '../migrations/index.ts';
import type { Demand, TakenCall } from './call-budget.ts';
import type { BudgetKey } from './call-budget-rows.adapter.ts';
import { CallBudgets } from './call-budgets.adapter.ts';
import { PostizOrganisations } from './postiz-organisations.adapter.ts';

jest.setTimeout(60_000);

const call: Demand = { callMsMax: 60_000 };
let testDatabase: TestDatabase;
let databases: Database<PublishTables>[];
let replicas: CallBudgets[];
let organisations: PostizOrganisations;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  await migrateToLatest(testDatabase.url, publishMigrations);
  databases = [1, 2].map(() => openDatabase<PublishTables>(testDatabase.url, 5));
  replicas = databases.map(({ db }) => new CallBudgets(db, systemRuntime));
  const [one] = databases;
  if (one) organisations = new PostizOrganisations(one.db, systemRuntime.ids);
});
afterAll(async () => {
  await Promise.all(databases.map((database) => database.close()));
  await testDatabase.drop();
});

/** Of an organisation that nobody has known before. */
async function aKey(): Promise<BudgetKey> {
  const site = { owner: FLEET, apiUrl: 'https://postiz.example.com' };
  const key = { site, keyName: systemRuntime.ids.next() };
  await organisations.learn(key, []);
  const organisation = await organisations.of(key);
  if (!organisation) throw new Error('Nothing was learnt.');
  return { organisation, endpoint: 'create' };
}

const replica = (index: number): CallBudgets => {
  const found = replicas[index % 2];
  if (!found) throw new Error('There is no replica.');
  return found;
};

/** What many calls at once on both replicas come to. */
async function takeAtOnce(key: BudgetKey, count: number) {
  const taking = Array.from({ length: count }, (_, index) => replica(index).take(key, call));
  const settled = await Promise.allSettled(taking);
  const taken: TakenCall[] = [];
  const refused: unknown[] = [];
  for (const one of settled) {
    if (one.status === 'rejected') refused.push(one.reason);
    else taken.push(one.value);
  }
  return { taken, refused };
}

it('lets no more calls out than there are, however many replicas ask at once', async () => {
  const key = await aKey();
  const { taken, refused } = await takeAtOnce(key, 80);
  expect([taken.length, refused.length]).toEqual([30, 50]);
  for (const error of refused) {
    expect(error).toBeInstanceOf(PostizCallError);
    expect(error).toMatchObject({ outcome: 'not_sent', code: 'postiz_rate_limited' });
    expect((error as PostizCallError).retryAfterMs).toBeGreaterThan(3_500_000);
  }
});

it('loses nothing that is settled at once on both replicas', async () => {
  const key = await aKey();
  const { taken } = await takeAtOnce(key, 30);
  await Promise.all(taken.map((one, index) => replica(index).settle(key, one, { is: 'not-counted' })));
  expect((await takeAtOnce(key, 31)).taken).toHaveLength(30);
});

/** They share statements then, whose rows must not be waited for in a ring. */
it('counts the calls to many organisations right, at once and on both replicas', async () => {
  const keys = await Promise.all(Array.from({ length: 40 }, aKey));
  const takeEach = (index: number) =>
    Promise.all((index % 2 ? keys : keys.toReversed()).map((key) => replica(index).take(key, call)));
  await Promise.all(Array.from({ length: 6 }, (_, index) => takeEach(index)));
  const left = await Promise.all(keys.map(async (key) => (await takeAtOnce(key, 30)).taken.length));
  expect(left).toEqual(keys.map(() => 24));
});

it('tells every replica what an answer told one of them', async () => {
  const key = await aKey();
  const [one, other] = [replica(0), replica(1)];
  const taken = await one.take(key, call);
  const rateLimit = { limit: 90, remaining: 1, resetSeconds: 600 };
  await one.settle(key, taken, { is: 'counted', rateLimit });
  expect((await other.slot(key, call)).waitMs).toBe(0);
  await other.take(key, call);
  const { waitMs } = await one.slot(key, call);
  expect(waitMs).toBeGreaterThan(500_000);
  expect(waitMs).toBeLessThanOrEqual(601_000);
});

it('keeps the budgets of organisations and endpoints apart', async () => {
  const key = await aKey();
  await takeAtOnce(key, 30);
  for (const other of [{ ...key, endpoint: 'list' }, await aKey()] as const)
    expect((await replica(0).slot(other, call)).waitMs).toBe(0);
});

it('counts the organisations that take nothing for now', async () => {
  const one = replica(0);
  const before = await one.countOfBlocked();
  for (const endpoint of ['create', 'list'] as const) {
    const key = { ...(await aKey()), endpoint };
    const taken = await one.take(key, call);
    await one.settle(key, taken, { is: 'blocked', forMs: endpoint === 'create' ? 60_000 : 0 });
  }
  expect(await one.countOfBlocked()).toBe(before + 1);
});
