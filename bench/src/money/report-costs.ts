import type { ProfileId } from '@clipcast/kernel';
import { inParallel } from '../publishing/in-parallel.ts';
import type { ServiceClient } from '../programs/service-client.ts';
import type { SentCost } from './cost-batches.ts';

/** Requests that are under way at the same time. */
export const REPORTERS = 4;

/** One batch of costs of one profile. */
export interface CostBatch {
  readonly profileId: ProfileId;
  readonly costs: readonly SentCost[];
}

/** Reports batches over HTTP. @throws {Error} when one cost was not booked. */
export async function reportCosts(client: ServiceClient, batches: readonly CostBatch[]): Promise<void> {
  await inParallel(batches, REPORTERS, async ({ profileId, costs }) => {
    const path = `/profiles/${profileId}/costs`;
    const { recorded } = await client.ask<{ recorded: number }>('POST', path, { json: { costs } });
    if (recorded !== costs.length) throw new Error(`Of ${costs.length} costs ${recorded} were booked.`);
  });
}
