import { jest } from '@jest/globals';
import type { ProfileId } from '@clipcast/kernel';
import { RecordCost, type ReportedCost } from '../../budgets/record-cost/record-cost.ts';
import { readModelBehind } from '../../level-read-model.ts';
import { aContext, aCostId, aProfileId, aReportedCost } from '../../testing/builders.ts';
import { billingDatabase } from '../../testing/billing-database.ts';
import { KnownEntries } from '../known-entries.query.ts';
import { CorrectedEntries } from './corrected-entries.ts';

jest.setTimeout(60_000);

describe('looking up what a call corrects', () => {
  let billing: Awaited<ReturnType<typeof billingDatabase>>;
  beforeAll(async () => (billing = await billingDatabase('2026-03-15T12:00:00Z')));
  afterAll(() => billing.close());

  /** The read model is behind once, and would be level if it were waited for again. */
  const ofCallThatMetItBehind = async () => {
    let waited = 0;
    const requireLevel = async () => {
      waited += 1;
      if (waited === 1) throw readModelBehind();
      await billing.catchUp();
    };
    const call = new CorrectedEntries(new KnownEntries(requireLevel, billing.door));
    expect(await codesOf(call, aProfileId(), [correction()])).toEqual(['read_model_behind']);
    return call;
  };
  const correction = (corrects = aCostId()) => aReportedCost({ amountUsd: '-0.5', corrects });
  const codesOf = async (call: CorrectedEntries, profileId: ProfileId, costs: readonly ReportedCost[]) => {
    const steps = costs.map((cost) => ({ profileId, pointer: '', cost }));
    const found = await call.found(steps);
    return steps.map((step) => {
      const answer = found.get(step);
      return answer instanceof Error ? answer.code : answer?.cost.costId;
    });
  };
  const booked = async (profileId: ProfileId) => {
    const cost = aReportedCost();
    await billing.recordCost.execute(new RecordCost(profileId, cost, aContext()));
    return cost;
  };

  // Else a chain of a thousand corrections waits a thousand times two seconds for a read model that stands still.
  it('does not wait again in a call that has waited in vain, for whichever profile', async () => {
    const [one, other] = [aProfileId(), aProfileId()];
    const [first, second] = [await booked(one), await booked(other)];
    const call = await ofCallThatMetItBehind();
    expect(await codesOf(call, one, [correction(first.costId)])).toEqual(['read_model_behind']);
    expect(await codesOf(call, other, [correction(second.costId)])).toEqual(['read_model_behind']);
  });

  it('refuses only those that cannot be told without waiting', async () => {
    const profileId = aProfileId();
    const shown = await booked(profileId);
    await billing.catchUp();
    const call = await ofCallThatMetItBehind();
    const ofCall = aReportedCost();
    call.add(profileId, ofCall);
    const corrections = [correction(shown.costId), correction(ofCall.costId), correction()];
    expect(await codesOf(call, profileId, corrections)).toEqual([
      corrections[0]?.costId,
      corrections[1]?.costId,
      'read_model_behind',
    ]);
  });
});
