import type { TenantDoor } from '@clipcast/event-store';
import type { CostId, ProfileId } from '@clipcast/kernel';
import type { BillingTables } from '../database.ts';
import { costLedger } from './cost-ledger.projection.ts';

/** What has to be known of an entry to correct it. */
export interface KnownEntry {
  /** On whose cap it counts. */
  readonly accessKeyId: string | null;
}

/** Which cost ids have an entry. */
export class KnownEntries {
  constructor(
    /** Waits until a read model shows everything that is in the log. @throws {DomainError} `read_model_behind` */
    private readonly requireLevel: (projection: string) => Promise<void>,
    private readonly door: TenantDoor<BillingTables>,
  ) {}

  /**
   * Those of the ids that are in the books of the profile; one read for all, and one more when some seem to be missing, after
   * the read model has come level: an entry may be a moment old.
   * @throws {DomainError} `read_model_behind`
   */
  async among(profileId: ProfileId, ids: readonly CostId[]): Promise<ReadonlyMap<CostId, KnownEntry>> {
    const found = await this.#find(profileId, ids);
    if (ids.every((id) => found.has(id))) return found;
    await this.requireLevel(costLedger.name);
    return this.#find(profileId, ids);
  }

  async #find(profileId: ProfileId, ids: readonly CostId[]): Promise<ReadonlyMap<CostId, KnownEntry>> {
    if (ids.length === 0) return new Map();
    const rows = await this.door
      .of(profileId)
      .selectFrom('cost_entry')
      .select(['cost_id', 'access_key_id'])
      .where('cost_id', 'in', ids)
      .execute();
    return new Map(rows.map(({ cost_id: id, access_key_id: accessKeyId }) => [id, { accessKeyId }]));
  }
}
