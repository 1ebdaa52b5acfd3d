import type { TenantDoor } from '@clipcast/event-store';
import type { CostId, ProfileId } from '@clipcast/kernel';
import type { ServiceEngine } from '@clipcast/service-kit';
import type { BillingTables } from '../database.ts';
import { costLedger } from './cost-ledger.projection.ts';

/** Which cost ids have an entry. */
export class KnownEntries {
  constructor(
    private readonly engine: Pick<ServiceEngine, 'caughtUp'>,
    private readonly door: TenantDoor<BillingTables>,
  ) {}

  /** Those of the ids that are in the books of the profile; one read for all, and one more when some seem to be missing. */
  async among(profileId: ProfileId, ids: readonly CostId[]): Promise<ReadonlySet<CostId>> {
    const found = await this.#find(profileId, ids);
    if (ids.every((id) => found.has(id))) return found;
    await this.engine.caughtUp(costLedger.name);
    return this.#find(profileId, ids);
  }

  async #find(profileId: ProfileId, ids: readonly CostId[]): Promise<ReadonlySet<CostId>> {
    const rows = this.door
      .of(profileId)
      .selectFrom('cost_entry')
      .select('cost_id')
      .where('cost_id', 'in', ids);
    return new Set((await rows.execute()).map(({ cost_id: id }) => id));
  }
}
