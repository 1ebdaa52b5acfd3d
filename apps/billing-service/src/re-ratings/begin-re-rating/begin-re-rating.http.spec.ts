import { jest } from '@jest/globals';
import { prefixed, systemRuntime } from '@clipcast/kernel';
import { eventually } from '@clipcast/testing';
import { aCost } from '../../testing/builders.ts';
import { billingService } from '../../testing/billing-service.ts';

jest.setTimeout(90_000);

const price = (unitPriceUsd: string, effectiveFrom: string) => ({
  provider: 'elevenlabs',
  model: 'eleven_v3',
  unit: 'character',
  unitPriceUsd,
  per: '1000',
  effectiveFrom,
});

describe('re-ratings', () => {
  let billing: Awaited<ReturnType<typeof billingService>>;
  beforeAll(async () => (billing = await billingService('2026-03-15T12:00:00Z')));
  afterAll(() => billing.close());

  const march = { from: '2026-03-01T00:00:00Z', to: '2026-04-01T00:00:00Z' };
  const begin = (body: object, headers?: Record<string, string>) =>
    billing.send('POST', '/v1/re-ratings', body, headers);
  const setPrice = async (...terms: Parameters<typeof price>) =>
    expect((await billing.send('PUT', '/v1/prices', { prices: [price(...terms)] })).status).toBe(200);
  const becomes = (id: string, expected: object) =>
    eventually(async () => expect((await billing.get(`/v1/re-ratings/${id}`)).body).toMatchObject(expected), {
      withinMs: 20_000,
    });
  const newId = () => prefixed('rrt', systemRuntime.ids.next());

  it('tells the difference, books it, and takes it back', async () => {
    await setPrice('0.30', '2026-01-01T00:00:00Z');
    const profileId = await billing.registeredProfile();
    const usage = aCost({
      provider: 'elevenlabs',
      model: 'eleven_v3',
      unit: 'character',
      quantity: '10000',
      amountUsd: null,
    });
    await billing.costsIncur(profileId, usage, aCost({ amountUsd: '1' }));
    const spentBecomes = (spentUsd: string) =>
      eventually(async () => expect((await billing.budgetOf(profileId)).body).toMatchObject({ spentUsd }), {
        withinMs: 20_000,
      });
    await spentBecomes('4.000000');
    await setPrice('0.25', '2026-03-01T00:00:00Z');

    const amounts = { entries: 1, oldUsd: '3.000000', newUsd: '2.500000', differenceUsd: '-0.500000' };
    const leftOut = { entries: 0, first: [] };
    const whole = { ...amounts, profiles: [{ profileId, ...amounts }], leftOut };
    const dry = await begin({ ...march, dryRun: true });
    expect([dry.status, dry.body]).toEqual([
      200,
      {
        id: null,
        status: 'dry_run',
        from: '2026-03-01T00:00:00.000Z',
        to: '2026-04-01T00:00:00.000Z',
        profileIds: null,
        provider: null,
        model: null,
        begunAt: null,
        appliedAt: null,
        undoneAt: null,
        ...whole,
      },
    ]);

    const key = { 'idempotency-key': 'march-again' };
    const begun = await begin({ ...march, dryRun: false }, key);
    expect([begun.status, begun.body]).toEqual([
      202,
      expect.objectContaining({ status: expect.any(String) as string }),
    ]);
    const id = String(begun.body['id']);
    await becomes(id, { ...whole, status: 'applied', appliedAt: '2026-03-15T12:00:00.000Z', undoneAt: null });
    await spentBecomes('3.500000');
    expect((await begin({ ...march, dryRun: false }, key)).body).toMatchObject({ id, status: 'applied' });
    expect((await begin({ ...march, dryRun: true })).body).toMatchObject({ entries: 0, profiles: [] });

    const undo = await billing.send('POST', `/v1/re-ratings/${id}/undo`, {});
    expect([undo.status, undo.body['id']]).toEqual([202, id]);
    await becomes(id, { ...whole, status: 'undone', undoneAt: '2026-03-15T12:00:00.000Z' });
    await spentBecomes('4.000000');
    expect((await billing.send('POST', `/v1/re-ratings/${id}/undo`, {})).body).toMatchObject({
      status: 'undone',
    });
    await spentBecomes('4.000000');
  });

  it('takes an id of the caller, and refuses it for other terms', async () => {
    const id = newId();
    expect((await begin({ id, ...march, dryRun: false })).status).toBe(202);
    await becomes(id, { status: 'applied' });
    const again = await begin({ id, ...march, dryRun: false });
    expect([again.status, again.body['status']]).toEqual([202, 'applied']);
    const other = await begin({ id, ...march, provider: 'gemini', dryRun: false });
    expect([other.status, other.body['code']]).toEqual([409, 're_rating_id_reused']);
  });

  it.each([
    [{ ...march, from: 'yesterday' }, '/from'],
    [{ from: march.to, to: march.from }, '/to'],
    [{ from: march.from, to: march.from }, '/to'],
    [{ ...march, profileIds: ['acme'] }, '/profileIds/0'],
    [{ ...march, profileIds: [] }, '/profileIds'],
    [{ ...march, id: 'mine' }, '/id'],
    [{ ...march, dryRun: 'no' }, '/dryRun'],
    [{ ...march, colour: 'red' }, '/colour'],
  ])('refuses %j and says where', async (body, pointer) => {
    const answer = await begin({ dryRun: true, ...body });
    expect([answer.status, answer.body['errors']]).toEqual([400, [expect.objectContaining({ pointer })]]);
  });

  it("needs to be told whether it is a dry run, knows what it was asked, and is the operator's", async () => {
    expect((await begin(march)).status).toBe(400);
    const unknown = await billing.get(`/v1/re-ratings/${newId()}`);
    expect([unknown.status, unknown.body['code']]).toEqual([404, 're_rating_not_found']);
    const undo = await billing.send('POST', `/v1/re-ratings/${newId()}/undo`, {});
    expect([undo.status, undo.body['code']]).toEqual([404, 're_rating_not_found']);
    billing.keys.issue('key-of-a-profile', await billing.registeredProfile());
    const authorization = 'Bearer key-of-a-profile';
    expect((await begin({ ...march, dryRun: true }, { authorization })).status).toBe(403);
  });
});
