import { jest } from '@jest/globals';
import { Kysely } from 'kysely';
import type { ProfileId } from '@clipcast/kernel';
import { aCost } from '../../testing/builders.ts';
import { billingService } from '../../testing/billing-service.ts';

jest.setTimeout(120_000);

describe('correcting costs', () => {
  let billing: Awaited<ReturnType<typeof billingService>>;
  beforeAll(async () => (billing = await billingService('2026-03-15T12:00:00Z')));
  afterAll(() => billing.close());

  const report = (profileId: ProfileId, body: unknown) =>
    billing.post(`/v1/profiles/${profileId}/costs`, body);
  const correction = (corrects: string, amountUsd = '-1') => ({ ...aCost({ amountUsd }), corrects });
  /** Nothing moves the read model of entries on while `work` is done. */
  const withoutProgress = (work: () => Promise<void>) =>
    (billing.db as unknown as Kysely<{ subscriptions: { name: string } }>)
      .transaction()
      .execute(async (tx) => {
        await tx
          .selectFrom('subscriptions')
          .select('name')
          .where('name', '=', 'cost-ledger')
          .forUpdate()
          .executeTakeFirstOrThrow();
        await work();
      });

  it('waits for the entry that was booked a moment ago, and says when it could not be looked up', async () => {
    const profileId = await billing.registeredProfile();
    const [cost, other] = [aCost({ amountUsd: '5' }), aCost()];
    const back = correction(cost.costId);
    await withoutProgress(async () => {
      await report(profileId, cost);
      expect(await report(profileId, back)).toMatchObject({
        status: 503,
        body: { code: 'read_model_behind', retryable: true },
        headers: { 'retry-after': '1' },
      });
      // Of several each is answered alone, also then.
      expect((await report(profileId, { costs: [other, back] })).body).toMatchObject({
        items: [{ outcome: 'recorded' }, { problem: { code: 'read_model_behind', retryable: true } }],
      });
    });
    expect(await report(profileId, back)).toMatchObject({ status: 201, body: { outcome: 'recorded' } });
    expect((await billing.budgetOf(profileId)).body).toMatchObject({ spentUsd: '5.000000' });
  });

  it('answers a chain of which nothing can be looked up with one wait for all', async () => {
    const profileId = await billing.registeredProfile();
    const cost = aCost({ amountUsd: '5' });
    const chain = [correction(cost.costId)];
    for (let link = chain[0]; link && chain.length < 10; chain.push(link)) link = correction(link.costId);
    // Waits of two seconds for each link would outlast the ten that a transaction may stand still.
    await withoutProgress(async () => {
      await report(profileId, cost);
      const { body } = await report(profileId, { costs: chain });
      const behind = { outcome: 'refused', problem: { code: 'read_model_behind', retryable: true } };
      expect(body).toMatchObject({ refused: 10, items: chain.map(() => behind) });
    });
    expect((await report(profileId, { costs: chain })).body).toMatchObject({ recorded: 10, refused: 0 });
  });

  it('needs no read model for what the same call has booked, however long the chain and in whatever order', async () => {
    const profileId = await billing.registeredProfile();
    const cost = aCost({ amountUsd: '5' });
    const first = correction(cost.costId, '-3');
    const second = correction(first.costId, '1');
    const third = correction(second.costId, '-0.5');
    await withoutProgress(async () => {
      const { body } = await report(profileId, { costs: [third, cost, first, second] });
      expect(body).toMatchObject({ recorded: 4, refused: 0 });
    });
    expect((await billing.budgetOf(profileId)).body).toMatchObject({ spentUsd: '2.500000' });
  });

  it('refuses corrections of each other, and one of itself', async () => {
    const profileId = await billing.registeredProfile();
    const [one, other] = [correction('-'), correction('-')];
    const circle = [
      { ...one, corrects: other.costId },
      { ...other, corrects: one.costId },
    ];
    const itself = { ...aCost({ amountUsd: '-1' }) };
    const { body } = await report(profileId, { costs: [...circle, { ...itself, corrects: itself.costId }] });
    const missing = (pointer: string) => ({ problem: { code: 'cost_not_found', errors: [{ pointer }] } });
    expect(body).toMatchObject({
      refused: 3,
      items: ['/costs/0/corrects', '/costs/1/corrects', '/costs/2/corrects'].map(missing),
    });
  });

  it('gives back to the cap on which the entry counts', async () => {
    const profileId = await billing.registeredProfile();
    const key = 'key_019a0000-0000-7000-8000-0000000000c1';
    const authorization = `Bearer ${billing.keys.issue(key, profileId)}`;
    const cost = aCost({ amountUsd: '5' });
    await billing.post(`/v1/profiles/${profileId}/costs`, cost, { authorization });
    await billing.send('PUT', `/v1/profiles/${profileId}/spend-caps/${key}`, { monthlyLimitUsd: '6' });
    const first = correction(cost.costId, '-2');
    await report(profileId, { costs: [first, correction(first.costId, '0.5')] });
    await report(profileId, correction(cost.costId, '-0.25'));
    expect((await billing.get(`/v1/profiles/${profileId}/spend-caps/${key}`)).body).toMatchObject({
      usedUsd: '3.250000',
      remainingUsd: '2.750000',
    });
  });
});
