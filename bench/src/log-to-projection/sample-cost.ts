import type { CostIncurred } from '@clipcast/contracts';
import { prefixed, type Runtime } from '@clipcast/kernel';

/** A cost as publish-service reports one for each post; about 300 B as JSON. */
export const sampleCost = ({ ids, clock }: Runtime): CostIncurred => ({
  type: 'CostIncurred',
  data: {
    costId: prefixed('cst', ids.next()),
    provider: 'postiz',
    model: 'post',
    quantity: '1',
    unit: 'post',
    amountUsd: '0.010000',
    incurredAt: clock.now().toISOString(),
    source: { publicationId: prefixed('pub', ids.next()), integrationId: 'acme-youtube' },
  },
});
