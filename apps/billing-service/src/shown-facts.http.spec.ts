import { jest } from '@jest/globals';
import { sql } from 'kysely';
import type { ProfileId } from '@clipcast/kernel';
import { eventually } from '@clipcast/testing';
import { aCost } from './testing/builders.ts';
import { billingService } from './testing/billing-service.ts';

jest.setTimeout(120_000);

describe('what was known at an instant', () => {
  let billing: Awaited<ReturnType<typeof billingService>>;
  beforeAll(async () => (billing = await billingService('2026-03-15T12:00:00Z')));
  afterAll(() => billing.close());

  /** The database's time, which is that of facts, once it is over. */
  const instantThatIsOver = async (): Promise<string> => {
    const now = async () => {
      const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(billing.db);
      return rows[0]?.now ?? new Date(0);
    };
    const instant = await now();
    await eventually(async () => expect((await now()).getTime()).toBeGreaterThan(instant.getTime()));
    return instant.toISOString();
  };
  const ways = ['costs', 'costs?groupBy=day', 'costs?format=csv', 'budget', 'budget?month=2026-03'] as const;
  const asOf = (profileId: ProfileId, way: string, instant: string) =>
    billing.text(`/v1/profiles/${profileId}/${way}${way.includes('?') ? '&' : '?'}asOf=${instant}`);
  /** What an append locks while it gives its facts their time, or what a projection locks when it moves on. */
  const holding = (lock: 'append' | 'projection', work: () => Promise<void>): Promise<void> =>
    billing.db.transaction().execute(async (tx) => {
      if (lock === 'append') await sql`select 1 from log_head for update`.execute(tx);
      else await sql`select 1 from subscriptions where name = 'cost-ledger' for update`.execute(tx);
      await work();
    });

  it.each(ways)('waits for facts of the instant that are still being written: %s', async (way) => {
    const profileId = await billing.registeredProfile();
    await asOf(profileId, way, '2026-01-01T00:00:00Z');
    const seen: string[] = [];
    let answer: Promise<{ status: number }> | undefined;
    await holding('append', async () => {
      const instant = await instantThatIsOver();
      answer = asOf(profileId, way, instant).finally(() => seen.push('answered'));
      await eventually(async () => {
        const { rows } = await sql<{ pid: number }>`
          select pid from pg_stat_activity where wait_event_type = 'Lock' and query like '%log_head%for share%'
             and datname = current_database()`.execute(billing.db);
        expect([rows.length, seen]).toEqual([1, []]);
      });
    });
    expect((await answer)?.status).toBe(200);
  });

  it.each(ways)('is told of a time long past while something is being written: %s', async (way) => {
    const profileId = await billing.registeredProfile();
    await holding('append', async () => {
      expect((await asOf(profileId, way, '2025-01-01T00:00:00Z')).status).toBe(200);
    });
  });

  it('is not told while facts of the instant are being written for longer than anybody waits', async () => {
    const profileId = await billing.registeredProfile();
    await holding('append', async () => {
      const { status, headers, text } = await asOf(profileId, 'costs', await instantThatIsOver());
      expect([status, headers['retry-after']]).toEqual([503, '1']);
      expect(text).toContain('read_model_behind');
    });
  });

  it.each(ways)('is not told while a read model does not show it: %s', async (way) => {
    const profileId = await billing.registeredProfile();
    const instant = await instantThatIsOver();
    await holding('projection', async () => {
      await billing.post(`/v1/profiles/${profileId}/costs`, aCost());
      const { status, headers, text } = await asOf(profileId, way, instant);
      expect([status, headers['retry-after']]).toEqual([503, '1']);
      expect(text).toContain('read_model_behind');
    });
    expect((await asOf(profileId, way, instant)).status).toBe(200);
  });

  it.each(ways)('is not told before the instant is over: %s', async (way) => {
    const profileId = await billing.registeredProfile();
    const soon = new Date(Date.parse(await instantThatIsOver()) + 3_600_000).toISOString();
    const { status, text } = await asOf(profileId, way, soon);
    expect([status, text]).toEqual([400, expect.stringContaining('as_of_in_future')]);
  });

  it('needs to have heard of every quota, of which profile-service keeps the time', async () => {
    const profileId = await billing.registeredProfile();
    const instant = await instantThatIsOver();
    await billing.whileProfileServiceIsAway(async () => {
      expect(await asOf(profileId, 'budget', instant)).toMatchObject({
        status: 503,
        headers: { 'retry-after': '1' },
      });
      expect((await asOf(profileId, 'costs', instant)).status).toBe(200);
    });
    expect((await asOf(profileId, 'budget', instant)).status).toBe(200);
  });
});
