import { TenantDoor } from '@clipcast/event-store';
import { formatUsd, type ProfileId } from '@clipcast/kernel';
import { decodeCursor, pageOf } from '@clipcast/service-kit';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import type { BillingTables } from '../../database.ts';
import { KnownProfiles } from '../../profiles/known-profiles.ts';
import { ShownFacts } from '../../shown-facts.ts';
import type { CostFilter } from '../cost-filter.ts';
import { costLedger } from '../cost-ledger.projection.ts';
import { CostSums } from '../cost-sums.query.ts';
import { costView } from '../cost-view.ts';
import type { CostPage } from './cost-page.ts';
import { entryPage } from './entry-page.query.ts';

export class ListCosts extends Query<CostPage> {
  constructor(
    readonly profileId: ProfileId,
    readonly filter: CostFilter,
    readonly limit: number,
    readonly cursor: string | undefined,
  ) {
    super();
  }
}

/** An entry's place: when it was incurred, and its position, which is unique. */
const Place = z.tuple([z.iso.datetime(), z.string().regex(/^\d{1,18}$/)]);

/** The newest first. */
@QueryHandler(ListCosts)
export class ListCostsHandler implements IQueryHandler<ListCosts> {
  constructor(
    private readonly shown: ShownFacts,
    private readonly door: TenantDoor<BillingTables>,
    private readonly sums: CostSums,
    private readonly profiles: KnownProfiles,
  ) {}

  async execute({ profileId, filter, limit, cursor }: ListCosts): Promise<CostPage> {
    const place = decodeCursor(cursor, Place);
    await this.profiles.require(profileId);
    await this.shown.until(filter.asOf, costLedger.name);
    const after = place && { incurredAt: new Date(place[0]), position: BigInt(place[1]) };
    const [total, rows] = await Promise.all([
      this.sums.total(profileId, filter),
      entryPage(this.door, profileId, filter, { limit: limit + 1, after }),
    ]);
    const page = pageOf(rows, limit, (row) => [row.incurred_at.toISOString(), String(row.position)]);
    return {
      ...page,
      items: page.items.map(costView),
      totalUsd: formatUsd(total.micros),
      count: Number(total.count),
    };
  }
}
