import { TenantDoor } from '@clipcast/event-store';
import { prefixed } from '@clipcast/kernel';
import { decodeCursor, pageOf, ServiceEngine } from '@clipcast/service-kit';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { BillingTables, UnratedUsageTable } from '../../database.ts';
import { KnownProfiles } from '../../profiles/known-profiles.ts';
import { unratedUsage } from '../unrated-usage.projection.ts';
import { ListUnratedUsage, type UnratedUsagePage, type UnratedUsageView } from './list-unrated-usage.ts';

const Position = z.string().regex(/^\d{1,18}$/);

/** What has waited longest first. */
@QueryHandler(ListUnratedUsage)
export class ListUnratedUsageHandler implements IQueryHandler<ListUnratedUsage> {
  constructor(
    private readonly engine: ServiceEngine,
    private readonly door: TenantDoor<BillingTables>,
    private readonly profiles: KnownProfiles,
  ) {}

  async execute({ profileId, limit, cursor }: ListUnratedUsage): Promise<UnratedUsagePage> {
    const after = decodeCursor(cursor, Position);
    if (profileId !== undefined) await this.profiles.require(profileId);
    await this.engine.caughtUp(unratedUsage.name);
    const rows = await (
      profileId === undefined
        ? this.door.ofEveryProfile.selectFrom('unrated_usage')
        : this.door.of(profileId).selectFrom('unrated_usage')
    )
      .selectAll()
      .$if(after !== undefined, (query) => query.where('position', '>', BigInt(after ?? 0)))
      .orderBy('position')
      .limit(limit + 1)
      .execute();
    const page = pageOf(rows, limit, ({ position }) => String(position));
    return { ...page, items: page.items.map(viewOf) };
  }
}

function viewOf(row: Selectable<UnratedUsageTable>): UnratedUsageView {
  const { month, provider, model, plan, unit, quantity, source } = row;
  return {
    profileId: prefixed('prf', row.profile_id),
    costId: row.cost_id,
    month,
    provider,
    model,
    plan,
    unit,
    quantity,
    incurredAt: row.incurred_at.toISOString(),
    source,
    heldAt: row.held_at.toISOString(),
  };
}
