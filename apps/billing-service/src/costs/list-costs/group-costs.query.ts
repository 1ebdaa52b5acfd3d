import { formatUsd, type ProfileId } from '@clipcast/kernel';
import { decodeCursor, pageOf, ServiceEngine } from '@clipcast/service-kit';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import type { MoneyClock } from '../../clock/money-clock.ts';
import { MONEY_CLOCK } from '../../clock/money-clock.token.ts';
import { KnownProfiles } from '../../profiles/known-profiles.ts';
import { NO_PUBLICATION, filterLink, refuseFuture, type CostFilter } from '../cost-filter.ts';
import { costLedger } from '../cost-ledger.projection.ts';
import { CostSums, type CostGrouping } from '../cost-sums.query.ts';
import type { CostGroups } from './cost-page.ts';

export class GroupCosts extends Query<CostGroups> {
  constructor(
    readonly profileId: ProfileId,
    readonly filter: CostFilter,
    readonly groupBy: CostGrouping,
    readonly limit: number,
    readonly cursor: string | undefined,
  ) {
    super();
  }
}

/** A group's place: what it comes to, and its key. */
const Place = z.tuple([z.string().regex(/^-?\d{1,18}$/), z.string().nullable()]);

@QueryHandler(GroupCosts)
export class GroupCostsHandler implements IQueryHandler<GroupCosts> {
  constructor(
    private readonly engine: ServiceEngine,
    private readonly sums: CostSums,
    private readonly profiles: KnownProfiles,
    @Inject(MONEY_CLOCK) private readonly clock: MoneyClock,
  ) {}

  async execute({ profileId, filter, groupBy, limit, cursor }: GroupCosts): Promise<CostGroups> {
    const place = decodeCursor(cursor, Place);
    refuseFuture(filter.asOf, await this.clock.now());
    await this.profiles.require(profileId);
    await this.engine.caughtUp(costLedger.name);
    const after = place && { micros: BigInt(place[0]), key: place[1] };
    const isPaged = groupBy === 'publication';
    const [total, groups] = await Promise.all([
      this.sums.total(profileId, filter),
      this.sums.groups(profileId, filter, groupBy, isPaged ? { limit, after } : undefined),
    ]);
    const page = pageOf(groups, isPaged ? limit : groups.length, ({ micros, key }) => [String(micros), key]);
    return {
      ...page,
      items: page.items.map(({ key, micros, count }) => ({
        key,
        amountUsd: formatUsd(micros),
        count: Number(count),
        entries: filterLink({ ...filter, ...narrowed(groupBy, key) }),
      })),
      totalUsd: formatUsd(total.micros),
      count: Number(total.count),
    };
  }
}

const narrowed = (groupBy: CostGrouping, key: string | null): CostFilter =>
  groupBy === 'publication' ? { publicationId: key ?? NO_PUBLICATION } : { [groupBy]: key };
