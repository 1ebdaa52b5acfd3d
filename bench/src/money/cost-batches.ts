import { prefixed, type Runtime } from '@clipcast/kernel';

/** What a caller reports of one cost; about 300 B as JSON. */
export const reportedCost = ({ ids, clock }: Pick<Runtime, 'ids' | 'clock'>) => ({
  id: prefixed('cst', ids.next()),
  provider: 'elevenlabs',
  model: 'eleven_v3',
  quantity: '812',
  unit: 'character',
  amountUsd: '0.024360',
  incurredAt: clock.now().toISOString(),
  source: { publicationId: prefixed('pub', ids.next()), job: 'narration of twelve seconds' },
});

export type SentCost = ReturnType<typeof reportedCost>;

export const COSTS_A_BATCH = 1_000;

export const costBatch = (runtime: Pick<Runtime, 'ids' | 'clock'>): SentCost[] =>
  Array.from({ length: COSTS_A_BATCH }, () => reportedCost(runtime));
