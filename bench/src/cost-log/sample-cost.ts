import type { CostRecorded } from '@clipcast/contracts';
import { prefixed, type Runtime } from '@clipcast/kernel';

/** A cost as billing-service books it; about 400 B as JSON. */
export const sampleCost = ({ ids, clock }: Runtime): CostRecorded => ({
  type: 'CostRecorded',
  data: {
    month: '2026-11',
    costId: prefixed('cst', ids.next()),
    provider: 'postiz',
    model: 'post',
    quantity: '1',
    unit: 'post',
    plan: null,
    price: null,
    corrects: null,
    appliesTo: null,
    reservationId: null,
    accessKeyId: null,
    amountUsd: '0.010000',
    incurredAt: clock.now().toISOString(),
    source: { publicationId: prefixed('pub', ids.next()), integrationId: 'acme-youtube' },
    spentUsd: '12.340000',
    reservedUsd: '0.000000',
    limitUsd: '100.000000',
  },
});
