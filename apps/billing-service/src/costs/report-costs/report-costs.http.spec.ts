import { jest } from '@jest/globals';
import { systemRuntime, type ProfileId } from '@clipcast/kernel';
import { eventually } from '@clipcast/testing';
import { aCost, aCostId, aProfileId } from '../../testing/builders.ts';
import { billingService } from '../../testing/billing-service.ts';
import { reportedCosts, type ExpectedAnswer } from '../../testing/reported-costs.ts';

jest.setTimeout(120_000);

type Item = Record<string, unknown>;

describe('reporting costs', () => {
  let billing: Awaited<ReturnType<typeof billingService>>;
  beforeAll(async () => (billing = await billingService('2026-03-15T12:00:00Z')));
  afterAll(() => billing.close());

  const costsPath = (profileId: ProfileId) => `/v1/profiles/${profileId}/costs`;
  const anEvent = (profileId: ProfileId, data: unknown, different: Item = {}) => ({
    specversion: '1.0',
    id: systemRuntime.ids.next(),
    source: '/pipelines/narration',
    type: 'CostIncurred',
    subject: profileId,
    data,
    ...different,
  });
  const BATCH = { 'content-type': 'application/cloudevents-batch+json' };
  const STRUCTURED = { 'content-type': 'application/cloudevents+json' };

  /** What a problem says, with its pointer below the cost whatever it was wrapped in. */
  const told = (body: Item, wrapped: string): ExpectedAnswer => {
    const problem = (body['problem'] ?? body) as { code?: string; errors?: readonly { pointer: string }[] };
    const pointer = problem.errors?.[0]?.pointer.slice(wrapped.length);
    return {
      outcome: (body['outcome'] as string | undefined) ?? 'refused',
      ...(problem.code === undefined ? {} : { code: problem.code }),
      ...(pointer === undefined ? {} : { pointer }),
    };
  };
  const first = (body: Item): Item => (body['items'] as Item[])[0] ?? {};

  /** Every way in, and how it answers one cost. */
  const doors: Record<string, (profileId: ProfileId, cost: unknown) => Promise<ExpectedAnswer>> = {
    'POST a cost': async (profileId, cost) => told((await billing.post(costsPath(profileId), cost)).body, ''),
    'POST costs': async (profileId, cost) =>
      told(first((await billing.post(costsPath(profileId), { costs: [cost] })).body), '/costs/0'),
    'a structured CloudEvent': async (profileId, cost) =>
      told((await billing.post('/v1/events', anEvent(profileId, cost), STRUCTURED)).body, '/data'),
    'a batch of CloudEvents': async (profileId, cost) =>
      told(first((await billing.post('/v1/events', [anEvent(profileId, cost)], BATCH)).body), '/0/data'),
    'a binary CloudEvent': async (profileId, cost) => {
      const headers = { 'ce-specversion': '1.0', 'ce-type': 'CostIncurred', 'ce-subject': profileId };
      const id = { 'ce-id': systemRuntime.ids.next(), 'ce-source': '/pipelines/%C3%BC' };
      return told((await billing.post('/v1/events', cost as Item, { ...headers, ...id })).body, '/data');
    },
  };
  describe.each(Object.entries(doors))('with %s', (_name, report) => {
    it.each(reportedCosts)('answers to %s', async (_what, cost, expected) => {
      const profileId = await billing.registeredProfile();
      const own = { ...cost, costId: aCostId() };
      expect(await report(profileId, own)).toEqual(expected);
      const spent = (await billing.budgetOf(profileId)).body['spentUsd'];
      const ofMarch = expected.outcome === 'recorded' && String(cost['incurredAt']).startsWith('2026-03');
      expect(spent).toBe(ofMarch && cost['amountUsd'] !== '0' ? '1.000000' : '0.000000');
    });

    it('answers to a profile that nobody registered', async () => {
      expect(await report(aProfileId(), aCost())).toMatchObject({
        outcome: 'refused',
        code: 'profile_not_found',
      });
    });

    it('tells a repetition from another cost with the same id', async () => {
      const profileId = await billing.registeredProfile();
      const cost = aCost({ amountUsd: '2.5' });
      expect(await report(profileId, cost)).toEqual({ outcome: 'recorded' });
      for (const [same, door] of Object.entries(doors))
        expect([same, await door(profileId, { ...cost, amountUsd: '2.500000', quantity: '1.0' })]).toEqual([
          same,
          { outcome: 'duplicate' },
        ]);
      expect(await report(profileId, { ...cost, amountUsd: '2.500001' })).toMatchObject({
        code: 'cost_id_reused',
      });
      expect(await report(profileId, { ...cost, incurredAt: '2026-02-10T09:00:00Z' })).toMatchObject({
        code: 'cost_id_reused',
      });
      expect((await billing.budgetOf(profileId)).body).toMatchObject({ spentUsd: '2.500000' });
    });

    it('books a correction of an entry', async () => {
      const profileId = await billing.registeredProfile();
      const cost = aCost({ amountUsd: '3' });
      await report(profileId, cost);
      const correction = { ...aCost({ amountUsd: '-1.25' }), corrects: cost.costId };
      expect(await report(profileId, correction)).toEqual({ outcome: 'recorded' });
      expect((await billing.budgetOf(profileId)).body).toMatchObject({ spentUsd: '1.750000' });
    });
  });

  it('names what was booked under a cost id that is used again', async () => {
    const profileId = await billing.registeredProfile();
    const cost = aCost();
    await billing.post(costsPath(profileId), cost);
    const { status, body } = await billing.post(costsPath(profileId), { ...cost, model: 'story' });
    expect(status).toBe(409);
    expect(body).toMatchObject({
      code: 'cost_id_reused',
      booked: { id: cost.costId, month: '2026-03', amountUsd: '1.000000' },
    });
  });

  it('knows a cost again that came over NATS, and the other way round', async () => {
    const profileId = await billing.registeredProfile();
    const [one, other] = [aCost(), aCost({ amountUsd: '2' })];
    await billing.costsIncur(profileId, one);
    await eventually(
      async () => expect((await billing.budgetOf(profileId)).body).toMatchObject({ spentUsd: '1.000000' }),
      { withinMs: 20_000 },
    );
    expect(await billing.post(costsPath(profileId), one)).toMatchObject({
      status: 200,
      body: { outcome: 'duplicate', month: '2026-03', amountUsd: '1.000000' },
    });
    expect(await billing.post(costsPath(profileId), other)).toMatchObject({ status: 201 });
    await billing.costsIncur(profileId, other, aCost({ amountUsd: '4' }));
    await eventually(
      async () => expect((await billing.budgetOf(profileId)).body).toMatchObject({ spentUsd: '7.000000' }),
      { withinMs: 20_000 },
    );
    expect((await billing.get(costsPath(profileId))).body).toMatchObject({ count: 3, totalUsd: '7.000000' });
  });

  it('leaves a cost that is refused on NATS with the dead letters', async () => {
    const profileId = await billing.registeredProfile();
    await billing.costsIncur(profileId, aCost({ amountUsd: '-1' }), aCost());
    await eventually(
      async () => {
        const { body } = await billing.get(
          '/ops/v1/dead-letters?subscription=record-cost-when-cost-incurred',
        );
        expect(JSON.stringify(body)).toMatch(/Only a correction may be negative/);
      },
      { withinMs: 40_000 },
    );
    await eventually(
      async () => expect((await billing.budgetOf(profileId)).body).toMatchObject({ spentUsd: '1.000000' }),
      { withinMs: 20_000 },
    );
  });

  it('answers a thousand costs each alone', async () => {
    const profileId = await billing.registeredProfile();
    const costs = Array.from({ length: 1_000 }, (_, place) =>
      place % 100 === 7 ? { ...aCost(), amountUsd: -place } : aCost({ amountUsd: '0.001' }),
    );
    costs[999] = costs[0] ?? aCost();
    const { status, body } = await billing.post(costsPath(profileId), { costs });
    expect(status).toBe(200);
    expect(body).toMatchObject({ recorded: 989, duplicates: 1, refused: 10, heldAside: 0 });
    const items = body['items'] as Item[];
    expect(items[7]).toMatchObject({
      outcome: 'refused',
      id: null,
      problem: { errors: [{ pointer: '/costs/7/amountUsd' }] },
    });
    expect(items[8]).toMatchObject({ outcome: 'recorded', id: (costs[8] as Item)['costId'] });
    expect((await billing.budgetOf(profileId)).body).toMatchObject({ spentUsd: '0.989000' });
    expect((await billing.post(costsPath(profileId), { costs })).body).toMatchObject({
      recorded: 0,
      duplicates: 990,
    });
    expect((await billing.post(costsPath(profileId), { costs: [...costs, aCost()] })).status).toBe(400);
  });

  it('corrects a cost of the same call', async () => {
    const profileId = await billing.registeredProfile();
    const cost = aCost({ amountUsd: '5' });
    const correction = { ...aCost({ amountUsd: '-5' }), corrects: cost.costId };
    const { body } = await billing.post(costsPath(profileId), { costs: [correction, cost] });
    expect(body).toMatchObject({ recorded: 2, items: [{ id: correction.costId }, { id: cost.costId }] });
  });

  it('counts a cost without an id once under an Idempotency-Key', async () => {
    const profileId = await billing.registeredProfile();
    const { costId: _id, ...cost } = aCost();
    const key = { 'idempotency-key': systemRuntime.ids.next() };
    const { body } = await billing.post(costsPath(profileId), { costs: [cost, cost] }, key);
    expect(body).toMatchObject({ recorded: 2 });
    expect((await billing.post(costsPath(profileId), { costs: [cost, cost] }, key)).body).toMatchObject({
      duplicates: 2,
    });
    expect((await billing.post(costsPath(profileId), cost)).status).toBe(201);
    expect((await billing.budgetOf(profileId)).body).toMatchObject({ spentUsd: '3.000000' });
  });

  it('counts an event once for its source and id, at its own time', async () => {
    const profileId = await billing.registeredProfile();
    const { costId: _id, incurredAt: _at, ...cost } = aCost();
    const event = anEvent(profileId, cost, { time: '2026-03-01T00:00:00Z', partitionkey: 'x' });
    const { body } = await billing.post('/v1/events', event, STRUCTURED);
    expect(body).toMatchObject({ outcome: 'recorded', month: '2026-03' });
    expect((await billing.post('/v1/events', [event], BATCH)).body).toMatchObject({ duplicates: 1 });
    const elsewhere = { ...event, source: '/pipelines/other' };
    expect((await billing.post('/v1/events', elsewhere, STRUCTURED)).status).toBe(201);
  });

  it('takes no other events, and says of each in a batch why', async () => {
    const profileId = await billing.registeredProfile();
    const { body } = await billing.post(
      '/v1/events',
      [
        anEvent(profileId, aCost()),
        anEvent(profileId, aCost(), { type: 'ClipPublished' }),
        anEvent(profileId, aCost(), { specversion: '0.3' }),
        anEvent(profileId, aCost(), { source: undefined }),
        'no event',
      ],
      BATCH,
    );
    const pointers = (body['items'] as { problem?: { errors: { pointer: string }[] } }[]).map(
      ({ problem }) => problem?.errors[0]?.pointer,
    );
    expect(pointers).toEqual([undefined, '/1/type', '/2/specversion', '/3/source', '/4']);
    expect((await billing.post('/v1/events', '[1e309]', BATCH)).body).toMatchObject({ refused: 1 });
    expect((await billing.post('/v1/events', '{"data":NaN}', STRUCTURED)).status).toBe(400);
    expect((await billing.post('/v1/events', {}, BATCH)).status).toBe(400);
  });

  it("takes a profile's own key at every door, and notes it", async () => {
    const [own, other] = [await billing.registeredProfile(), await billing.registeredProfile()];
    const key = billing.keys.issue('key_of-a-pipeline', own);
    const authorization = { authorization: `Bearer ${key}` };
    expect((await billing.post(costsPath(own), aCost(), authorization)).status).toBe(201);
    expect((await billing.post(costsPath(other), aCost(), authorization)).status).toBe(404);
    const { body } = await billing.post('/v1/events', [anEvent(own, aCost()), anEvent(other, aCost())], {
      ...BATCH,
      ...authorization,
    });
    expect(body).toMatchObject({
      recorded: 1,
      items: [{ outcome: 'recorded' }, { outcome: 'refused', problem: { code: 'profile_not_found' } }],
    });
    expect((await billing.get(costsPath(own))).body).toMatchObject({
      items: [{ accessKeyId: 'key_of-a-pipeline' }, { accessKeyId: 'key_of-a-pipeline' }],
    });
    expect((await billing.get(costsPath(other))).body).toMatchObject({ items: [] });
  });

  it('lets an operator give money back, and no access key: it could lift its own cap', async () => {
    const profileId = await billing.registeredProfile();
    const authorization = { authorization: `Bearer ${billing.keys.issue('key_that-corrects', profileId)}` };
    const { body } = await billing.post(costsPath(profileId), aCost({ amountUsd: '2' }), authorization);
    const back = { ...aCost({ amountUsd: '-1' }), corrects: body['id'] };
    expect(await billing.post(costsPath(profileId), back, authorization)).toMatchObject({
      status: 403,
      body: { code: 'correction_needs_operator' },
    });
    expect((await billing.budgetOf(profileId)).body).toMatchObject({ spentUsd: '2.000000' });
    expect((await billing.post(costsPath(profileId), back)).status).toBe(201);
    expect((await billing.budgetOf(profileId)).body).toMatchObject({ spentUsd: '1.000000' });
  });

  it('knows the month to the millisecond, in whatever offset it is told', async () => {
    const profileId = await billing.registeredProfile();
    const instants = [
      '2026-02-28T23:59:59.999Z',
      '2026-03-01T00:00:00.000Z',
      '2026-02-28T23:59:59.9999999Z',
      '2026-03-01T01:29:59.999+01:30',
      '2026-02-28T22:30:00-01:30',
    ];
    const costs = instants.map((incurredAt) => aCost({ incurredAt }));
    const { body } = await billing.post(costsPath(profileId), { costs });
    expect((body['items'] as Item[]).map(({ month }) => month)).toEqual([
      '2026-02',
      '2026-03',
      '2026-02',
      '2026-02',
      '2026-03',
    ]);
    expect((await billing.get(`${costsPath(profileId)}?to=2026-02-28`)).body).toMatchObject({ count: 3 });
    expect((await billing.get(`${costsPath(profileId)}?from=2026-03-01`)).body).toMatchObject({ count: 2 });
    expect((await billing.get(`${costsPath(profileId)}?month=2026-02`)).body).toMatchObject({ count: 3 });
  });
});
