import { formatUsd, type ProfileId } from '@clipcast/kernel';
import { decodeCursor, pageOf } from '@clipcast/service-kit';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { KnownProfiles } from '../../profiles/known-profiles.ts';
import { ShownFacts } from '../../shown-facts.ts';
import { NO_PUBLICATION, filterLink, type CostFilter } from '../cost-filter.ts';
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
    private readonly shown: ShownFacts,
    private readonly sums: CostSums,
    private readonly profiles: KnownProfiles,
  ) {}

  async execute({ profileId, filter, groupBy, limit, cursor }: GroupCosts): Promise<CostGroups> {
    const place = decodeCursor(cursor, Place);
    await this.profiles.require(profileId);
    await this.shown.until(filter.asOf, costLedger.name);
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
