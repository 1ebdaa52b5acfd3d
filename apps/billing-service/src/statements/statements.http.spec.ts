import { jest } from '@jest/globals';
import { type ProfileId } from '@clipcast/kernel';
import { aCost, aProfileId, aQuota } from '../testing/builders.ts';
import { billingService } from '../testing/billing-service.ts';
import { PAGE_STYLE } from './page-style.ts';
import { createHash } from 'node:crypto';

jest.setTimeout(120_000);

const EVIL = '<script>alert("1")</script>';
const CSV = { accept: 'text/csv' };
const HTML = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };
const publicationId = 'pub_019a0000-0000-7000-8000-000000000001';

describe('statements', () => {
  let billing: Awaited<ReturnType<typeof billingService>>;
  let profileId: ProfileId;
  beforeAll(async () => {
    billing = await billingService('2026-03-15T12:00:00Z');
    profileId = await billing.registeredProfile();
    await billing.quotaChanges(profileId, aQuota({ monthlyLimitUsd: '20' }));
    const first = aCost({ amountUsd: '7.5', incurredAt: '2026-02-01T00:00:00Z', source: { publicationId } });
    const { amountUsd: _, ...unpriced } = aCost({
      incurredAt: '2026-02-05T00:00:00Z',
      quantity: '1.50',
      unit: 'minute',
    });
    const costs = [
      first,
      aCost({
        amountUsd: '2.000001',
        incurredAt: '2026-02-28T23:59:59.999Z',
        provider: 'gemini',
        model: EVIL,
      }),
      aCost({
        amountUsd: '0.5',
        incurredAt: '2026-02-03T00:00:00Z',
        provider: '=HYPERLINK("x")',
        model: 'flash',
      }),
      { ...aCost({ amountUsd: '-1.5', incurredAt: '2026-02-10T00:00:00Z' }), corrects: first.costId },
      { ...unpriced, provider: 'nobody', model: 'unpriced' },
    ];
    await billing.post(`/v1/profiles/${profileId}/costs`, { costs });
    await billing.post(`/v1/profiles/${profileId}/months/2026-02/close`);
    const late = aCost({ amountUsd: '0.25', incurredAt: '2026-02-11T00:00:00Z' });
    await billing.post(`/v1/profiles/${profileId}/costs`, { costs: [late, aCost({ amountUsd: '4' })] });
  });
  afterAll(() => billing.close());

  const ofProfile = (query = '', month = '2026-02') =>
    `/v1/profiles/${profileId}/statements/${month}${query}`;

  it('say everything about a closed month', async () => {
    const { status, body } = await billing.get(ofProfile());
    expect(status).toBe(200);
    expect(body).toMatchObject({
      profileId,
      name: 'Acme',
      month: '2026-02',
      currency: 'USD',
      state: 'closed',
      closedBy: 'operator:bootstrap',
      totalUsd: '8.500001',
      count: 4,
      corrections: { amountUsd: '-1.500000', count: 1 },
      lateFrom: [],
      bookedLater: [{ month: '2026-03', amountUsd: '0.250000', count: 1 }],
      unrated: [{ provider: 'nobody', model: 'unpriced', unit: 'minute', quantity: '1.5', count: 1 }],
      check: { entriesUsd: '8.500001', daysUsd: '8.500001', isEqual: true },
    });
    const tables = body['tables'] as { groupBy: string; rows: { key: string | null; amountUsd: string }[] }[];
    expect(
      tables.map(({ groupBy, rows }) => [
        groupBy,
        ...rows.map(({ key, amountUsd }) => `${key} ${amountUsd}`),
      ]),
    ).toEqual([
      ['provider', 'postiz 6.000000', 'gemini 2.000001', '=HYPERLINK("x") 0.500000'],
      ['model', 'post 6.000000', `${EVIL} 2.000001`, 'flash 0.500000'],
      ['day', '2026-02-01 7.500000', '2026-02-03 0.500000', '2026-02-10 -1.500000', '2026-02-28 2.000001'],
      ['publication', `${publicationId} 7.500000`, 'null 1.000001'],
    ]);
  });

  it('say of an open month what is late in it', async () => {
    const { body } = await billing.get(ofProfile('', '2026-03'));
    expect(body).toMatchObject({
      state: 'running',
      closedAt: null,
      totalUsd: '4.250000',
      quota: { limitUsd: '20.000000', remainingUsd: '15.750000', percentUsed: 21.25 },
      lateFrom: [{ month: '2026-02', amountUsd: '0.250000', count: 1 }],
      bookedLater: [],
    });
    expect((await billing.get(ofProfile('', '2026-01'))).body).toMatchObject({
      state: 'over',
      totalUsd: '0.000000',
    });
  });

  it('come to the same as the entries behind each of their rows', async () => {
    for (const month of ['2026-02', '2026-03']) {
      const { body } = await billing.get(ofProfile('', month));
      const tables = body['tables'] as { rows: { amountUsd: string; count: number; entries: string }[] }[];
      const late = [...(body['lateFrom'] as never[]), ...(body['bookedLater'] as never[])];
      const rows = [
        ...tables.flatMap((table) => table.rows),
        ...(late as { amountUsd: string; count: number; entries: string }[]),
      ];
      expect(rows.length).toBeGreaterThan(5);
      for (const { entries, amountUsd, count } of rows) {
        const { pathname, search } = new URL(entries, `http://here${ofProfile('', month)}`);
        const { body: behind } = await billing.get(`${pathname}${search}`);
        expect([entries, behind['totalUsd'], behind['count']]).toEqual([entries, amountUsd, count]);
        expect(behind['items']).toHaveLength(count);
      }
    }
  });

  it('are one table when one is asked for', async () => {
    for (const groupBy of ['provider', 'model', 'day', 'publication'])
      expect((await billing.get(ofProfile(`?groupBy=${groupBy}`))).body['tables']).toMatchObject([
        { groupBy },
      ]);
    expect((await billing.get(ofProfile('?groupBy=colour'))).status).toBe(400);
  });

  it('are CSV in which nothing is a formula and amounts are numbers', async () => {
    const { text, headers } = await billing.text(ofProfile(), CSV);
    expect(headers).toMatchObject({
      'content-type': expect.stringContaining('text/csv') as unknown,
      vary: 'accept',
    });
    const lines = text.trimEnd().split('\r\n');
    expect(lines[0]).toBe('month,profileId,section,key,entries,amountUsd,note');
    expect(lines).toContain(`2026-02,${profileId},provider,"'=HYPERLINK(""x"")",1,0.500000,`);
    expect(lines).toContain(`2026-02,${profileId},day,2026-02-10,1,-1.500000,`);
    expect(lines).toContain(
      `2026-02,${profileId},unrated,nobody unpriced,1,,1.5 minute without a price: in no sum`,
    );
    expect(lines.at(-1)).toBe(`2026-02,${profileId},total,,4,8.500001,closed`);
    expect((await billing.text(ofProfile('?format=csv'))).text).toBe(text);
  });

  it('are a page that runs and asks for nothing', async () => {
    const { text, headers } = await billing.text(ofProfile(), HTML);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    const hash = createHash('sha256').update(PAGE_STYLE).digest('base64');
    expect(headers['content-security-policy']).toContain(`default-src 'none'; style-src 'sha256-${hash}'`);
    expect(text).toContain(`<style>${PAGE_STYLE}</style>`);
    expect(text).toContain('February 2026');
    expect(text).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
    expect(text).not.toMatch(/<script|<img|<link|style="|\bon\w+=|src=/i);
    expect((await billing.text(ofProfile('?format=html'))).text).toContain('<!doctype html>');
  });

  it('are there for the fleet, for operators', async () => {
    const other = await billing.registeredProfile();
    await billing.post(
      `/v1/profiles/${other}/costs`,
      aCost({ amountUsd: '100', incurredAt: '2026-02-01T00:00:00Z' }),
    );
    const { body } = await billing.get('/v1/statements/2026-02');
    expect(body).toMatchObject({
      totalUsd: '108.500001',
      count: 5,
      check: { isEqual: true },
      profiles: [
        { profileId: other, state: 'over', amountUsd: '100.000000', count: 1 },
        { profileId, name: 'Acme', state: 'closed', amountUsd: '8.500001', count: 4 },
      ],
    });
    const [dearest] = body['profiles'] as { statement: string }[];
    const { pathname } = new URL(dearest?.statement ?? '', 'http://here/v1/statements/2026-02');
    expect((await billing.get(pathname)).body).toMatchObject({ totalUsd: '100.000000' });
    expect((await billing.text('/v1/statements/2026-02', CSV)).text).toContain(
      `2026-02,${profileId},profile,${profileId},4,8.500001,closed`,
    );
    expect((await billing.text('/v1/statements/2026-02', HTML)).text).toContain('all profiles');
    const key = billing.keys.issue('key_reader', other);
    expect((await billing.get('/v1/statements/2026-02', key)).status).toBe(403);
    expect((await billing.get(ofProfile(), key)).status).toBe(404);
  });

  it('are of profiles and months that there are', async () => {
    expect((await billing.get(`/v1/profiles/${aProfileId()}/statements/2026-02`)).body).toMatchObject({
      code: 'profile_not_found',
    });
    expect((await billing.get(ofProfile('', '2026-00'))).status).toBe(400);
    expect((await billing.get('/v1/statements/2031-01')).body).toMatchObject({
      totalUsd: '0.000000',
      profiles: [],
    });
  });
});
