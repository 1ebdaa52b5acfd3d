import { jest } from '@jest/globals';
import {
  installReadModels,
  migrateToLatest,
  openDatabase,
  TenantDoor,
  type Database,
} from '@clipcast/event-store';
import { createTestDatabase, type TestDatabase } from '@clipcast/testing';
import { sql, type RawBuilder } from 'kysely';
import type { BillingTables } from '../../database.ts';
import { quotas } from '../../quotas/quotas.projection.ts';
import { runtimeAt } from '../../testing/test-clock.ts';
import { monthBudgets } from '../month-budget.projection.ts';
import { profileNames } from '../profile-names.projection.ts';
import { profilesInOrder, profilesInUse, type OverviewRow } from './overview-rows.query.ts';
import { ViewOverview, ViewOverviewHandler, type WantedOverview } from './view-overview.query.ts';

jest.setTimeout(60_000);

const FLEET = 10_000;
const month = '2026-03';

/** What of a plan tells how much was looked at. */
interface Plan {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Plan[];
}

describe('the overview of ten thousand profiles', () => {
  let testDatabase: TestDatabase;
  let database: Database<BillingTables>;
  let view: (wanted: Partial<WantedOverview>) => ReturnType<ViewOverviewHandler['execute']>;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    await migrateToLatest(testDatabase.url, {});
    database = openDatabase<BillingTables>(testDatabase.url);
    const own = { ...monthBudgets, source: 'billing' };
    await installReadModels((database as unknown as Database).db, [own, quotas, profileNames]);
    // Profile n has a limit of 100 and has spent n cents of it; every tenth one has no facts this month.
    await sql`
      insert into profile_name
      select id, 'Brand ' || n, 'brand-' || n, 'brand ' || n, 1 from ${profiles}`.execute(database.db);
    await sql`insert into quota select id, 100000000, 90, '{}', 'hard', 2 from ${profiles}`.execute(
      database.db,
    );
    await sql`
      insert into month_budget
      select id, ${month}, 100000000, 90, 'hard', n * 10000, 0, n,
             case when n >= 10000 then 'exhausted' when n >= 9000 then 'warning' else 'ok' end, false, '[]', 2
        from ${profiles} where n % 10 > 0`.execute(database.db);
    await sql`analyze`.execute(database.db);
    const { moneyClock } = runtimeAt('2026-03-15T12:00:00Z');
    const handler = new ViewOverviewHandler(new TenantDoor(database.db), moneyClock);
    view = (wanted) => handler.execute(new ViewOverview({ sort: 'percentUsed', limit: 200, ...wanted }));
  });
  afterAll(async () => {
    await database.close();
    await testDatabase.drop();
  });

  const profiles = sql`
    (select n, ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid as id
       from generate_series(1, ${sql.lit(FLEET)}) as n) as profiles`;
  const names = async (wanted: Partial<WantedOverview>) => (await view(wanted)).items.map(({ name }) => name);
  const all = async (wanted: Partial<WantedOverview>) => {
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await view({ ...wanted, cursor });
      found.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return found;
  };

  it('shows who used most first, page by page, and everybody once', async () => {
    expect(await names({ limit: 3 })).toEqual(['Brand 9999', 'Brand 9998', 'Brand 9997']);
    const everybody = await all({});
    expect(new Set(everybody).size).toBe(FLEET);
    expect(everybody).toHaveLength(FLEET);
    expect(everybody.slice(8_998, 9_002)).toEqual(['Brand 2', 'Brand 1', 'Brand 10', 'Brand 20']);
    expect((await view({ limit: 1 })).items[0]).toMatchObject({ percentUsed: 99.99, status: 'warning' });
  });

  it('goes on from a page that ends where the unused ones begin', async () => {
    expect(await all({ limit: 200, sort: 'spent' })).toEqual(await all({ limit: 199 }));
  });

  it('sorts by name', async () => {
    expect(await names({ sort: 'name', limit: 3 })).toEqual(['Brand 1', 'Brand 10', 'Brand 100']);
    expect(new Set(await all({ sort: 'name' })).size).toBe(FLEET);
  });

  it('shows only those with a status, whoever they are sorted by', async () => {
    for (const sort of ['percentUsed', 'spent', 'name'] as const) {
      expect(await all({ status: 'warning', sort })).toHaveLength(900);
      expect(await all({ status: 'ok', sort })).toHaveLength(FLEET - 900);
      expect(await all({ status: 'exhausted', sort })).toEqual([]);
      expect(await all({ status: 'unlimited', sort })).toEqual([]);
    }
  });

  it('shows a month without facts with the newest quota of each', async () => {
    const { items, totals } = await view({ month: '2026-04', limit: 1 });
    expect(items).toMatchObject([{ limitUsd: '100.000000', spentUsd: '0.000000', status: 'ok' }]);
    expect(totals).toEqual({
      profiles: FLEET,
      spentUsd: '0.000000',
      reservedUsd: '0.000000',
      warning: 0,
      exhausted: 0,
    });
  });

  it('refuses a cursor of another order', async () => {
    const { nextCursor } = await view({ limit: 1 });
    await expect(view({ sort: 'name', cursor: nextCursor })).rejects.toMatchObject({
      code: 'invalid_cursor',
    });
  });

  describe('looks at no more rows than a page has', () => {
    const part = { month, status: undefined, count: 51 };
    const deep = { use: '5000', profileId: '00000000-0000-7000-8000-000000005000' };
    const last = '00000000-0000-7000-8000-000000005000';
    const { profileId } = deep;

    it.each<[string, RawBuilder<OverviewRow>]>([
      ['of the first page by use', profilesInUse('used_hundredths', part, undefined)],
      ['of a page in the middle by use', profilesInUse('used_hundredths', part, deep)],
      ['of a page by spent', profilesInUse('spent_micros', part, { use: '50000000', profileId })],
      ['of a page by name', profilesInOrder(part, { order: 'name', after: ['brand 5000', last] })],
    ])('%s', async (_, query) => {
      const { rows } = await sql<{ 'QUERY PLAN': readonly { Plan: Plan }[] }>`
        explain (analyze, format json) ${query}`.execute(database.db);
      const [explained] = rows[0]?.['QUERY PLAN'] ?? [];
      const looked = explained ? scans(explained.Plan) : [];
      expect(looked.length).toBeGreaterThan(0);
      for (const { index, rows: seen } of looked) {
        expect(index).toBeDefined();
        expect(seen).toBeLessThanOrEqual(2 * part.count);
      }
    });
  });
});

/** Every look at a table: by which index, and at how many rows. */
const scans = (plan: Plan): { index: string | undefined; rows: number }[] => [
  ...(plan['Node Type'].includes('Scan')
    ? [
        {
          index: plan['Index Name'],
          rows: (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)) * plan['Actual Loops'],
        },
      ]
    : []),
  ...(plan.Plans ?? []).flatMap(scans),
];
