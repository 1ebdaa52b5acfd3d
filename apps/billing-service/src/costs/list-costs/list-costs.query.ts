import { TenantDoor } from '@clipcast/event-store';
import { formatUsd, type ProfileId } from '@clipcast/kernel';
import { decodeCursor, pageOf, ServiceEngine } from '@clipcast/service-kit';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import type { MoneyClock } from '../../clock/money-clock.ts';
import { MONEY_CLOCK } from '../../clock/money-clock.token.ts';
import type { BillingTables } from '../../database.ts';
import { KnownProfiles } from '../../profiles/known-profiles.ts';
import { refuseFuture, type CostFilter } from '../cost-filter.ts';
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
    private readonly engine: ServiceEngine,
    private readonly door: TenantDoor<BillingTables>,
    private readonly sums: CostSums,
    private readonly profiles: KnownProfiles,
    @Inject(MONEY_CLOCK) private readonly clock: MoneyClock,
  ) {}

  async execute({ profileId, filter, limit, cursor }: ListCosts): Promise<CostPage> {
    const place = decodeCursor(cursor, Place);
    refuseFuture(filter.asOf, await this.clock.now());
    await this.profiles.require(profileId);
    await this.engine.caughtUp(costLedger.name);
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
