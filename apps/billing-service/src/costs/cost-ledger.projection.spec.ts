import { jest } from '@jest/globals';
import { parseUsd, prefixed, type ProfileId } from '@clipcast/kernel';
import fc from 'fast-check';
import { RecordCost, type ReportedCost } from '../budgets/record-cost/record-cost.ts';
import { aContext, aCostId, aProfileId, aReportedCost } from '../testing/builders.ts';
import { billingDatabase } from '../testing/billing-database.ts';
import { costLedger } from './cost-ledger.projection.ts';

jest.setTimeout(120_000);

describe('the cost ledger', () => {
  let billing: Awaited<ReturnType<typeof billingDatabase>>;
  beforeAll(async () => (billing = await billingDatabase('2026-03-15T12:00:00Z')));
  afterAll(() => billing.close());

  const book = (profileId: ProfileId, cost: ReportedCost) =>
    billing.recordCost.execute(new RecordCost(profileId, cost, aContext()));
  /** Applies what the log has after a position, in batches of a size. */
  const applyAll = async (batch = 1_000, after = 0n) => {
    for (let at = after; ;) {
      const events = await billing.store.readAll(at, batch);
      const last = events.at(-1);
      if (!last) return at;
      await billing.db.transaction().execute((tx) => costLedger.apply(tx, events));
      at = last.position;
    }
  };

  it('sums by profile, month, day, provider and model, and a repetition changes nothing', async () => {
    const [one, other] = [aProfileId(), aProfileId()];
    const costs = [
      [one, aReportedCost({ amountUsd: '0.000001' })],
      [one, aReportedCost({ amountUsd: '0.000002' })],
      [one, aReportedCost({ amountUsd: '10', provider: 'elevenlabs' })],
      [one, aReportedCost({ amountUsd: '20', incurredAt: '2026-02-28T23:59:59.999Z' })],
      [one, aReportedCost({ amountUsd: null, provider: 'nobody' })],
      [other, aReportedCost({ amountUsd: '30' })],
    ] as const;
    for (const [profileId, cost] of costs) await book(profileId, cost);
    await applyAll();
    const sums = () => billing.db.selectFrom('cost_day').selectAll().orderBy('spent_micros').execute();
    const first = await sums();
    expect(first).toMatchObject([
      {
        month: '2026-03',
        day: '2026-03-10',
        provider: 'postiz',
        model: 'post',
        spent_micros: 3n,
        entries: 2n,
      },
      { month: '2026-03', provider: 'elevenlabs', spent_micros: 10_000_000n, entries: 1n },
      { month: '2026-02', day: '2026-02-28', provider: 'postiz', spent_micros: 20_000_000n, entries: 1n },
      { month: '2026-03', provider: 'postiz', spent_micros: 30_000_000n, entries: 1n },
    ]);
    await applyAll();
    expect(await sums()).toEqual(first);
    expect(await billing.db.selectFrom('cost_entry').selectAll().execute()).toHaveLength(costs.length - 1);
  });

  it('keeps what leads on from an entry', async () => {
    const profileId = aProfileId();
    const corrected = aCostId();
    const source = { publicationId: prefixed('pub', '019a0000-0000-7000-8000-000000000001'), job: 'j1' };
    const cost = aReportedCost({ source, plan: 'creator', corrects: corrected, accessKeyId: 'key_1' });
    await book(profileId, cost);
    const [event] = (await billing.store.readAll(0n)).filter(
      ({ type, profileId: of }) => of === profileId && type === 'CostRecorded',
    );
    if (!event) throw new Error('The cost was not booked.');
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const traced = { ...event, meta: { ...event.meta, traceparent } };
    await billing.db.transaction().execute((tx) => costLedger.apply(tx, [traced]));
    const row = billing.door.of(profileId).selectFrom('cost_entry').selectAll();
    expect(await row.executeTakeFirst()).toMatchObject({
      cost_id: cost.costId,
      plan: 'creator',
      publication_id: source.publicationId,
      corrects: corrected,
      access_key_id: 'key_1',
      applies_to: null,
      price_book: null,
      event_id: event.id,
      position: event.position,
      recorded_at: event.recordedAt,
      trace_id: '0af7651916cd43dd8448eb211c80319c',
    });
  });

  // The sums, the single entries and the budget are three ways to the same number.
  it('agrees with the budgets to the micro-dollar, in whatever batches it comes', async () => {
    let applied = await applyAll();
    const amount = fc.bigInt({ min: -5_000_000n, max: 900_000_000_000n }).map((micros) => {
      const digits = (micros < 0n ? -micros : micros).toString().padStart(7, '0');
      return `${micros < 0n ? '-' : ''}${digits.slice(0, -6)}.${digits.slice(-6)}`;
    });
    const cost = fc.record({
      amountUsd: amount,
      provider: fc.constantFrom('postiz', 'gemini', '=cmd', 'Ünïcode "x"\\'),
      model: fc.constantFrom('post', 'flash', ''),
      incurredAt: fc.constantFrom(
        '2026-03-01T00:00:00.000Z',
        '2026-02-28T23:59:59.999Z',
        '2024-02-29T12:00:00Z',
      ),
      repeated: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(cost, { minLength: 1, maxLength: 25 }),
        fc.integer({ min: 1, max: 9 }),
        async (drafts, batch) => {
          const profileId = aProfileId();
          const costs = drafts.map(({ repeated, ...draft }) => ({ ...aReportedCost(draft), repeated }));
          await Promise.all(
            costs.flatMap(({ repeated, ...one }) => [
              book(profileId, one),
              ...(repeated ? [book(profileId, one)] : []),
            ]),
          );
          applied = await applyAll(batch, applied);
          for (const month of ['2024-02', '2026-02', '2026-03']) {
            const spent = costs
              .filter(({ incurredAt }) => incurredAt.startsWith(month))
              .reduce((sum, { amountUsd }) => sum + parseUsd(amountUsd ?? '0'), 0n);
            const days = await billing.door
              .of(profileId)
              .selectFrom('cost_day')
              .selectAll()
              .where('month', '=', month)
              .execute();
            const entries = await billing.door
              .of(profileId)
              .selectFrom('cost_entry')
              .selectAll()
              .where('month', '=', month)
              .execute();
            expect(days.reduce((sum, { spent_micros: micros }) => sum + micros, 0n)).toBe(spent);
            expect(entries.reduce((sum, { amount_micros: micros }) => sum + micros, 0n)).toBe(spent);
            expect(days.reduce((sum, day) => sum + day.entries, 0n)).toBe(BigInt(entries.length));
            expect(await billing.budgetOf(profileId, month)).toMatchObject({ spent });
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});
