import { TenantDoor } from '@clipcast/event-store';
import { formatUsd, type Micros, type ProfileId } from '@clipcast/kernel';
import { ServiceEngine } from '@clipcast/service-kit';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { sql, type RawBuilder } from 'kysely';
import { monthOf, startOf } from '../../budgets/month.ts';
import type { BillingTables } from '../../database.ts';
import { requireKnownProfile } from '../../profiles/known-profile.query.ts';
import { costLedger } from './cost-ledger.projection.ts';
import type { CostGroups } from './cost-view.ts';
import type { CostGrouping, CostRange } from './costs-query.ts';
import { entriesIn } from './entries-in.query.ts';

export class GroupCosts extends Query<CostGroups> {
  constructor(
    readonly profileId: ProfileId,
    readonly range: CostRange,
    readonly groupBy: CostGrouping,
  ) {
    super();
  }
}

interface GroupRow {
  readonly key: string;
  readonly micros: Micros;
  readonly count: bigint;
}

const KEYS: Readonly<Record<CostGrouping, RawBuilder<string>>> = {
  provider: sql`provider`,
  model: sql`model`,
  day: sql`to_char(incurred_at at time zone 'UTC', 'YYYY-MM-DD')`,
};

/** The dearest first; days in their order. */
@QueryHandler(GroupCosts)
export class GroupCostsHandler implements IQueryHandler<GroupCosts> {
  constructor(
    private readonly engine: ServiceEngine,
    private readonly door: TenantDoor<BillingTables>,
  ) {}

  async execute({ profileId, range, groupBy }: GroupCosts): Promise<CostGroups> {
    await requireKnownProfile(this.door, profileId);
    await this.engine.caughtUp(costLedger.name);
    const rows =
      groupBy === 'provider' && isWholeMonths(range)
        ? await this.#sumMonths(profileId, range)
        : await this.#sumEntries(profileId, range, groupBy);
    const total = rows.reduce((sum, { micros }) => sum + micros, 0n);
    return {
      items: rows.map(({ key, micros, count }) => ({
        key,
        amountUsd: formatUsd(micros),
        count: Number(count),
      })),
      totalUsd: formatUsd(total),
    };
  }

  #sumEntries(profileId: ProfileId, range: CostRange, groupBy: CostGrouping): Promise<GroupRow[]> {
    return entriesIn(this.door, profileId, range)
      .select(({ fn }) => [
        KEYS[groupBy].as('key'),
        sql<Micros>`sum(amount_micros)::bigint`.as('micros'),
        fn.countAll<bigint>().as('count'),
      ])
      .groupBy('key')
      .orderBy(groupBy === 'day' ? sql`1` : sql`2 desc, 1`)
      .execute();
  }

  /** The same answer from one row a month and provider, however many entries they have. */
  #sumMonths(profileId: ProfileId, { from, to }: CostRange): Promise<GroupRow[]> {
    return this.door
      .of(profileId)
      .selectFrom('month_spent')
      .select([
        'provider as key',
        sql<Micros>`sum(spent_micros)::bigint`.as('micros'),
        sql<bigint>`sum(entries)::bigint`.as('count'),
      ])
      .$if(from !== undefined, (query) => query.where('month', '>=', from ? monthOf(from) : null))
      .$if(to !== undefined, (query) => query.where('month', '<', to ? monthOf(to) : null))
      .groupBy('provider')
      .orderBy(sql`2 desc, 1`)
      .execute();
  }
}

const isWholeMonths = ({ from, to }: CostRange): boolean =>
  [from, to].every((end) => end === undefined || end.getTime() === startOf(monthOf(end)).getTime());
