import { aReportedCost } from '../../testing/builders.ts';
import { costFingerprint } from './cost-fingerprint.ts';

const cost = aReportedCost({ amountUsd: '-1.5', source: { job: 'a', step: 'b' } });
const same = costFingerprint(cost);

describe('the fingerprint of a cost', () => {
  it.each([
    { amountUsd: '-1.500000' },
    { amountUsd: '-01.5' },
    { quantity: '1.000' },
    { quantity: '01' },
    { incurredAt: '2026-03-10T10:00:00.000+01:00' },
    { source: { step: 'b', job: 'a' } },
    { accessKeyId: 'key_1' },
  ])('is the same with %j', (different) => {
    expect(costFingerprint({ ...cost, ...different })).toBe(same);
  });

  it.each([
    { amountUsd: '1.5' },
    { amountUsd: '-15' },
    { amountUsd: null },
    { quantity: '10' },
    { incurredAt: '2026-03-10T09:00:00.001Z' },
    { model: 'story' },
    { plan: 'creator' },
    { source: { job: 'a' } },
    { corrects: cost.costId },
  ])('is another one with %j', (different) => {
    expect(costFingerprint({ ...cost, ...different })).not.toBe(same);
  });

  it('does not tell zero from minus zero', () => {
    const zero = (amountUsd: string) => costFingerprint({ ...cost, amountUsd });
    expect(zero('-0.000000')).toBe(zero('0'));
  });
});
