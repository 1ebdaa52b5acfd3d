import { jest } from '@jest/globals';
import { migrateToLatest, openDatabase, type Database } from '@clipcast/event-store';
import { prefixed, systemRuntime, type Uuid } from '@clipcast/kernel';
import { createTestDatabase, eventually, type TestDatabase } from '@clipcast/testing';
import { sql } from 'kysely';
import type { PublishTables } from '../database.ts';
import { publishMigrations } from '../migrations/index.ts';
import type { Demand } from './call-budget.ts';
import type { BudgetKey } from './call-budget-rows.adapter.ts';
import { CallBudgets } from './call-budgets.adapter.ts';
import { PostizOrganisations, type PostizKey } from './postiz-organisations.adapter.ts';

jest.setTimeout(60_000);

const { ids } = systemRuntime;
const call: Demand = { callMsMax: 60_000 };
let testDatabase: TestDatabase;
let databases: Database<PublishTables>[];
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  await migrateToLatest(testDatabase.url, publishMigrations);
  databases = [1, 2].map(() => openDatabase<PublishTables>(testDatabase.url, 5));
});
afterAll(async () => {
  await Promise.all(databases.map((database) => database.close()));
  await testDatabase.drop();
});

/** Two that remember nothing yet. */
const startReplicas = () =>
  databases.map(({ db }) => ({
    organisations: new PostizOrganisations(db, ids),
    budgets: new CallBudgets(db, systemRuntime),
  }));
let replicas: ReturnType<typeof startReplicas>;
beforeEach(() => (replicas = startReplicas()));
const replica = (index: number) => {
  const found = replicas[index % 2];
  if (!found) throw new Error('There is no replica.');
  return found;
};

/** The first key of a profile that nobody has known before. */
const aKey = (apiUrl = 'https://postiz.example.com'): PostizKey => ({
  site: { owner: prefixed('prf', ids.next()), apiUrl },
  keyName: 'own 1',
});
const anAccount = () => `account-${ids.next()}`;
async function learnt(on: number, key: PostizKey, ...accounts: string[]): Promise<Uuid> {
  await replica(on).organisations.learn(key, accounts);
  const organisation = await replica(on).organisations.of(key);
  if (!organisation) throw new Error('Nothing was learnt.');
  return organisation;
}
/** So many calls can be made. */
async function callsLeft(on: number, key: BudgetKey): Promise<number> {
  for (let count = 0; ; count += 1) {
    const taken = await replica(on)
      .budgets.take(key, call)
      .catch(() => undefined);
    if (!taken) return count;
  }
}

it('is the same for keys that show a common account, on every replica', async () => {
  const [one, other, shared] = [aKey(), aKey(), anAccount()];
  expect(await replica(1).organisations.of(other)).toBeUndefined();
  const organisation = await learnt(0, one, anAccount(), shared);
  expect(await learnt(1, other, shared, anAccount())).toBe(organisation);
  expect(await replica(1).organisations.areOfOne(one, other)).toBe(true);
});

it('stays the same for a rotated key', async () => {
  const [key, account] = [aKey(), anAccount()];
  const organisation = await learnt(0, key, account);
  expect(await learnt(0, { ...key, keyName: 'own 2' }, account)).toBe(organisation);
});

it('is another one for a key that shows other accounts, also on the same profile', async () => {
  const key = aKey();
  const newer = { ...key, keyName: 'own 2' };
  expect(await learnt(0, key, anAccount())).not.toBe(await learnt(0, newer, anAccount()));
  expect(await replica(0).organisations.areOfOne(key, newer)).toBe(false);
});

/** Whoever puts up a server that tells the ids of somebody else's accounts must not get at their budget. */
it('is never shared between servers', async () => {
  const account = anAccount();
  const organisation = await learnt(0, aKey(), account);
  expect(await learnt(0, aKey('https://other.example.com'), account)).not.toBe(organisation);
});

it('is made once, when it is seen by many at the same time', async () => {
  const account = anAccount();
  const learning = Array.from({ length: 12 }, (_, index) => learnt(index, aKey(), account));
  expect(new Set(await Promise.all(learning)).size).toBe(1);
});

describe('two that turn out to be one', () => {
  const twoOfOne = async () => {
    const [one, other, account, found] = [aKey(), aKey(), anAccount(), anAccount()];
    const budgets = [await learnt(0, one, account), await learnt(1, other, found)].map(
      (organisation): BudgetKey => ({ organisation, endpoint: 'create' }),
    );
    const [ofOne, ofOther] = budgets;
    if (!ofOne || !ofOther) throw new Error('There are two.');
    return { ofOne, ofOther, unite: () => learnt(0, one, account, found) };
  };

  it('have one budget with the calls of both, under the ids of both', async () => {
    const { ofOne, ofOther, unite } = await twoOfOne();
    for (let count = 0; count < 12; count += 1) await replica(0).budgets.take(ofOne, call);
    const taken = await replica(1).budgets.take(ofOther, call);
    for (let count = 0; count < 11; count += 1) await replica(1).budgets.take(ofOther, call);
    await unite();
    // A call that left before is settled in the budget that there is now.
    await replica(1).budgets.settle(ofOther, taken, { is: 'not-counted' });
    expect(await callsLeft(1, ofOther)).toBe(7);
    expect(await callsLeft(0, ofOne)).toBe(0);
    const views = await Promise.all(
      [ofOne, ofOther].map(({ organisation }) => replica(0).budgets.ofOrganisation(organisation)),
    );
    expect(views.map((rows) => rows.map(({ state }) => Object.keys(state.unheard).length))).toEqual([
      [30],
      [30],
    ]);
  });

  it('have no budget begun beside theirs, at whatever moment they become one', async () => {
    const { ofOne, ofOther } = await twoOfOne();
    const [database] = databases;
    if (!database) throw new Error('There is no database.');
    const [said, mayEnd] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const uniting = database.db.transaction().execute(async (tx) => {
      await tx
        .updateTable('postiz_organisation')
        .set({ same_as: ofOne.organisation })
        .where('id', '=', ofOther.organisation)
        .execute();
      said.resolve();
      await mayEnd.promise;
    });
    await said.promise;
    const taking = replica(1).budgets.take(ofOther, call);
    await eventually(async () => {
      const { rows } = await sql`
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
        database.db,
      );
      expect(rows).toHaveLength(1);
    });
    mayEnd.resolve();
    await Promise.all([uniting, taking]);
    expect(await callsLeft(0, ofOne)).toBe(29);
  });

  it('keep every call, whoever is in the middle of one', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { ofOne, ofOther, unite } = await twoOfOne();
      const taking = Array.from({ length: 10 }, (_, index) =>
        replica(index).budgets.take(index < 5 ? ofOne : ofOther, call),
      );
      await Promise.all([...taking, unite()]);
      expect(await callsLeft(0, ofOne)).toBe(20);
      expect(await callsLeft(1, ofOther)).toBe(0);
    }
  });
});
