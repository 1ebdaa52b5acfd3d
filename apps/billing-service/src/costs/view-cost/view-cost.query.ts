import { TenantDoor } from '@clipcast/event-store';
import { formatUsd, type CostId, type ProfileId } from '@clipcast/kernel';
import { ServiceEngine } from '@clipcast/service-kit';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BillingTables } from '../../database.ts';
import { KnownProfiles } from '../../profiles/known-profiles.ts';
import { costNotFound } from '../cost-not-found.ts';
import { costLedger } from '../cost-ledger.projection.ts';
import { costView } from '../cost-view.ts';
import type { CostDetails } from './cost-details.ts';

export class ViewCost extends Query<CostDetails> {
  constructor(
    readonly profileId: ProfileId,
    readonly costId: CostId,
  ) {
    super();
  }
}

@QueryHandler(ViewCost)
export class ViewCostHandler implements IQueryHandler<ViewCost> {
  constructor(
    private readonly engine: ServiceEngine,
    private readonly door: TenantDoor<BillingTables>,
    private readonly profiles: KnownProfiles,
  ) {}

  async execute({ profileId, costId }: ViewCost): Promise<CostDetails> {
    await this.profiles.require(profileId);
    await this.engine.caughtUp(costLedger.name);
    const entries = this.door.of(profileId).selectFrom('cost_entry').selectAll();
    const [entry, corrections] = await Promise.all([
      entries.where('cost_id', '=', costId).executeTakeFirst(),
      entries.where('corrects', '=', costId).orderBy('position').execute(),
    ]);
    if (!entry) throw costNotFound(costId);
    const { publicationId, job } = entry.source;
    return {
      ...costView(entry),
      publicationId: publicationId ?? null,
      job: job ?? null,
      event: {
        id: entry.event_id,
        position: String(entry.position),
        recordedAt: entry.recorded_at.toISOString(),
      },
      traceId: entry.trace_id,
      corrections: corrections.map(costView),
      correctedAmountUsd: formatUsd(
        corrections.reduce((sum, { amount_micros: difference }) => sum + difference, entry.amount_micros),
      ),
    };
  }
}
