import { jest } from '@jest/globals';
import { systemRuntime, type ProfileId } from '@clipcast/kernel';
import { eventually } from '@clipcast/testing';
import { aCost, aCostId } from '../../testing/builders.ts';
import { billingService } from '../../testing/billing-service.ts';

jest.setTimeout(120_000);

const HOUR_MS = 3_600_000;
const later = (ms: number) => new Date(systemRuntime.clock.now().getTime() + ms).toISOString();
const publicationId = 'pub_019a0000-0000-7000-8000-000000000001';

describe('the costs of a profile', () => {
  let billing: Awaited<ReturnType<typeof billingService>>;
  // Facts are recorded at the database's time, so here it is also the time at which money is decided.
  beforeAll(async () => (billing = await billingService(later(HOUR_MS))));
  afterAll(() => billing.close());

  const path = (profileId: ProfileId, query = '') => `/v1/profiles/${profileId}/costs${query}`;
  const ask = async (profileId: ProfileId, query = '') => (await billing.get(path(profileId, query))).body;
  const report = (profileId: ProfileId, ...costs: readonly object[]) =>
    billing.post(path(profileId), { costs });

  /** By the clock that gives facts their time. */
  const thatIsOver = (instant: string) =>
    eventually(() => {
      if (systemRuntime.clock.now().toISOString() <= instant) throw new Error('still the same millisecond');
    });

  it('answer as of an instant exactly as they did then', async () => {
    const profileId = await billing.registeredProfile();
    const old = aCost({ incurredAt: '2024-02-29T00:00:00Z', source: { publicationId } });
    await report(profileId, old, aCost({ provider: 'gemini', amountUsd: '2' }));
    const questions = [
      '',
      '?limit=1',
      '?groupBy=provider',
      '?groupBy=model',
      '?groupBy=day',
      '?groupBy=publication',
      '?month=2026-03',
      '?from=2024-01-01&to=2024-12-31&groupBy=day',
      '?provider=gemini&groupBy=model',
    ];
    const before = await Promise.all(questions.map((question) => ask(profileId, question)));
    const { items } = await ask(profileId);
    const [newest] = (items as { recordedAt: string }[])
      .map(({ recordedAt }) => recordedAt)
      .toSorted()
      .slice(-1);
    const asOf = newest ?? '';
    await thatIsOver(asOf);
    await report(
      profileId,
      aCost({ incurredAt: '2024-02-29T00:00:00Z', amountUsd: '5' }),
      { ...aCost({ amountUsd: '-0.5' }), corrects: old.costId },
      aCost({ provider: 'gemini' }),
    );
    expect(await ask(profileId)).toMatchObject({ count: 5, totalUsd: '8.500000' });
    for (const [place, question] of questions.entries()) {
      const then = await ask(profileId, `${question === '' ? '?' : `${question}&`}asOf=${asOf}`);
      expect([question, withoutLinks(then)]).toEqual([question, withoutLinks(before[place] ?? {})]);
    }
    expect(await ask(profileId, `?asOf=2020-01-01T00:00:00Z`)).toMatchObject({
      items: [],
      totalUsd: '0.000000',
    });
    expect(await ask(profileId, `?asOf=${later(2 * HOUR_MS)}`)).toMatchObject({ code: 'as_of_in_future' });
  });

  /** The links of an answer as of an instant carry the instant. */
  const withoutLinks = ({ items, ...rest }: Record<string, unknown>) => ({
    ...rest,
    items: (items as Record<string, unknown>[]).map((item) => ({ ...item, entries: undefined })),
  });

  it('come to the same from the sums and from the entries, and every sum opens to its entries', async () => {
    const profileId = await billing.registeredProfile();
    const days = ['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02'];
    const costs = Array.from({ length: 40 }, (_, place) =>
      aCost({
        amountUsd: `0.${String(place).padStart(6, '0')}`,
        incurredAt: `${days[place % 4]}T23:59:59.999Z`,
        provider: ['postiz', 'gemini', 'a b&c=d'][place % 3] ?? '',
        model: `m${place % 2}`,
        source: place % 5 === 0 ? {} : { publicationId: `p${place % 4}` },
      }),
    );
    await report(profileId, ...costs);
    const now = systemRuntime.clock.now().toISOString();
    await thatIsOver(now);
    for (const groupBy of ['provider', 'model', 'day', 'publication'])
      for (const filter of [
        '',
        '&month=2026-02',
        '&from=2026-02-28&to=2026-03-01',
        '&provider=gemini',
        '&day=2026-03-01&model=m0',
      ]) {
        const sums = await ask(profileId, `?groupBy=${groupBy}${filter}`);
        const entries = await ask(profileId, `?groupBy=${groupBy}${filter}&asOf=${now}`);
        expect([filter, withoutLinks(entries)]).toEqual([filter, withoutLinks(sums)]);
        for (const group of sums['items'] as { amountUsd: string; count: number; entries: string }[]) {
          const { search } = new URL(group.entries, 'http://here/v1/');
          expect(await ask(profileId, search)).toMatchObject({
            totalUsd: group.amountUsd,
            count: group.count,
          });
        }
      }
  });

  it('give out publications page by page', async () => {
    const profileId = await billing.registeredProfile();
    const amounts = ['3', '1', '2', '2', '-1'];
    const costs = amounts.map((amountUsd, place) => ({
      ...aCost({ amountUsd, source: place === 0 ? {} : { publicationId: `p${place}` } }),
    }));
    const corrected = aCost({ amountUsd: '9', source: { publicationId: 'p1' } });
    await report(
      profileId,
      corrected,
      ...costs.map((cost, place) => (place === 4 ? { ...cost, corrects: corrected.costId } : cost)),
    );
    const keys: unknown[] = [];
    for (let cursor = ''; ;) {
      const page = await ask(profileId, `?groupBy=publication&limit=2${cursor}`);
      keys.push(...(page['items'] as { key: string | null }[]).map(({ key }) => key));
      const { nextCursor } = page as { nextCursor?: string };
      if (nextCursor === undefined) break;
      cursor = `&cursor=${nextCursor}`;
    }
    expect(keys).toEqual(['p1', null, 'p2', 'p3', 'p4']);
  });

  it('are CSV by Accept, all of them, in which no text is a formula', async () => {
    const profileId = await billing.registeredProfile();
    const signs = ['=1+1', '+1', '-1', '@x', '\tx', '\rx', 'a,"b"\nc'];
    const costs = signs.map((model) => aCost({ model, amountUsd: '1' }));
    const [corrected] = costs;
    const correction = { ...aCost({ amountUsd: '-0.25' }), corrects: corrected?.costId };
    await report(profileId, ...costs, correction, ...Array.from({ length: 990 }, () => aCost()));
    await report(profileId, ...Array.from({ length: 100 }, () => aCost()));
    const { text, headers } = await billing.text(path(profileId), { accept: 'text/csv' });
    expect(headers['content-type']).toContain('text/csv');
    expect(text.split(/\r\n(?=cst_)/)).toHaveLength(1 + 8 + 1_090);
    for (const sign of signs.slice(0, -1))
      expect(text.includes(`,'${sign},`) || text.includes(`,"'${sign}",`)).toBe(true);
    expect(text).toContain(',"a,""b""\nc",');
    expect(text).toContain(',-0.250000,');
    expect((await billing.text(path(profileId, '?groupBy=provider&format=csv'))).text).toBe(
      'key,entries,amountUsd\r\npostiz,1098,1096.750000\r\n',
    );
    const ids = new Set(text.match(/^cst_[0-9a-f-]+/gm));
    expect(ids.size).toBe(1_098);
  });

  it('open to their fact, their price, what they were for and their corrections', async () => {
    const profileId = await billing.registeredProfile();
    const cost = aCost({ source: { publicationId, job: 'render-7' } });
    const correction = { ...aCost({ amountUsd: '-0.25' }), corrects: cost.costId };
    await report(profileId, cost, correction);
    const { status, body } = await billing.get(path(profileId, `/${cost.costId}`));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: cost.costId,
      publicationId,
      job: 'render-7',
      price: null,
      reservationId: null,
      amountUsd: '1.000000',
      correctedAmountUsd: '0.750000',
      corrections: [{ id: correction.costId, corrects: cost.costId }],
    });
    const { id, position } = body['event'] as { id: string; position: string };
    const event = billing.db.selectFrom('events').selectAll().where('event_id', '=', id);
    expect(await event.executeTakeFirst()).toMatchObject({
      type: 'CostRecorded',
      position: BigInt(position),
    });
    expect(await billing.get(path(profileId, `/${aCostId()}`))).toMatchObject({
      status: 404,
      body: { code: 'cost_not_found' },
    });
    const other = await billing.registeredProfile();
    expect((await billing.get(path(other, `/${cost.costId}`))).status).toBe(404);
  });
});
