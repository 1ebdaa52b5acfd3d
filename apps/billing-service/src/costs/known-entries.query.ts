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
    private readonly requireLevel: (projection: string) => Promise<void>,
    private readonly door: TenantDoor<BillingTables>,
  ) {}

  /** Waits until everything that is in the log is shown. @throws {DomainError} `read_model_behind` */
  level(): Promise<void> {
    return this.requireLevel(costLedger.name);
  }

  /** Those of the ids that are shown in the books of the profile; an entry that is a moment old may be missing. */
  async shown(profileId: ProfileId, ids: readonly CostId[]): Promise<ReadonlyMap<CostId, KnownEntry>> {
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
