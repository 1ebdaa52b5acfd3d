import { TenantDoor } from '@clipcast/event-store';
import type { Micros, ProfileId } from '@clipcast/kernel';
import { sql, type RawBuilder } from 'kysely';
import type { BillingTables } from '../database.ts';
import { isOfWholeDays, type CostFilter } from './cost-filter.ts';
import { daysIn, entriesIn } from './entries-in.query.ts';

export const costGroupings = ['provider', 'model', 'day', 'publication'] as const;
export type CostGrouping = (typeof costGroupings)[number];

/** So many costs, and what they come to. */
export interface CostSum {
  readonly micros: Micros;
  readonly count: bigint;
}

export interface CostGroupSum extends CostSum {
  /** Null: of no publication. */
  readonly key: string | null;
}

/** The page of groups after one. */
export interface GroupPage {
  readonly limit: number;
  readonly after?: { readonly micros: Micros; readonly key: string | null } | undefined;
}

const ENTRY_KEYS: Readonly<Record<CostGrouping, RawBuilder<string | null>>> = {
  provider: sql`provider`,
  model: sql`model`,
  day: sql`to_char(incurred_at at time zone 'UTC', 'YYYY-MM-DD')`,
  publication: sql`publication_id`,
};

/** What costs come to: from the sums by day where these can tell, however many entries there are, else from the entries. */
export class CostSums {
  constructor(private readonly door: TenantDoor<BillingTables>) {}

  async total(profileId: ProfileId, filter: CostFilter): Promise<CostSum> {
    const sums = isOfWholeDays(filter)
      ? daysIn(this.door, profileId, filter).select(OF_DAYS)
      : entriesIn(this.door, profileId, filter).select(OF_ENTRIES);
    return sums.executeTakeFirstOrThrow();
  }

  /** The dearest first; days in their order. */
  groups(
    profileId: ProfileId,
    filter: CostFilter,
    groupBy: CostGrouping,
    page?: GroupPage,
  ): Promise<CostGroupSum[]> {
    if (groupBy !== 'publication' && isOfWholeDays(filter))
      return daysIn(this.door, profileId, filter)
        .select([sql.ref<string>(groupBy).as('key'), ...OF_DAYS])
        .groupBy('key')
        .orderBy(groupBy === 'day' ? sql`1` : sql`2 desc, 1`)
        .execute();
    const after = page?.after;
    return entriesIn(this.door, profileId, filter)
      .select([ENTRY_KEYS[groupBy].as('key'), ...OF_ENTRIES])
      .groupBy('key')
      .$if(after !== undefined, (query) =>
        query.having(
          sql<boolean>`(-sum(amount_micros), coalesce(min(${ENTRY_KEYS[groupBy]}), '')) > (${-(after?.micros ?? 0n)}, ${after?.key ?? ''})`,
        ),
      )
      .orderBy(groupBy === 'day' ? sql`1` : sql`2 desc, coalesce(min(${ENTRY_KEYS[groupBy]}), '')`)
      .$if(page !== undefined, (query) => query.limit((page?.limit ?? 0) + 1))
      .execute();
  }
}

const OF_DAYS = [
  sql<Micros>`coalesce(sum(spent_micros), 0)::bigint`.as('micros'),
  sql<bigint>`coalesce(sum(entries), 0)::bigint`.as('count'),
] as const;
const OF_ENTRIES = [
  sql<Micros>`coalesce(sum(amount_micros), 0)::bigint`.as('micros'),
  sql<bigint>`count(*)`.as('count'),
] as const;
