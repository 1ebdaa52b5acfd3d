import type { Micros, Uuid } from '@clipcast/kernel';
import { sql, type RawBuilder } from 'kysely';
import type { Month } from '../../budgets/month.ts';
import type { StandingView } from '../../budgets/standing-view.ts';
import type { QuotaTable } from '../../database.ts';

/** A profile's month, or its newest quota while the month has no facts. */
export interface OverviewRow {
  readonly profile_id: Uuid;
  readonly name: string;
  readonly slug: string;
  readonly sort_name: string;
  readonly limit_micros: Micros;
  readonly warn_at_percent: number;
  readonly enforcement: QuotaTable['enforcement'];
  readonly spent_micros: Micros;
  readonly reserved_micros: Micros;
  readonly used_hundredths: bigint;
  readonly is_closed: boolean;
}

/** By which number the profiles are ordered. */
export type UseColumn = 'used_hundredths' | 'spent_micros';

/** What part of the fleet is asked for. */
export interface FleetPart {
  readonly month: Month;
  readonly status: StandingView['status'] | undefined;
  /** So many rows at the most. */
  readonly count: number;
}

/** Those who used something, whoever used most first: read off the index, so a page takes the same time on any fleet. */
export const profilesInUse = (
  column: UseColumn,
  { month, status, count }: FleetPart,
  after: { readonly use: string; readonly profileId: string } | undefined,
): RawBuilder<OverviewRow> => {
  const use = sql.ref(`month_budget.${column}`);
  // The first condition alone is a bound at which the index can begin.
  const isAfter = after
    ? sql`${use} <= ${after.use} and (${use} < ${after.use} or month_budget.profile_id > ${after.profileId})`
    : sql`true`;
  return sql`
    select profile_name.profile_id, name, slug, sort_name, limit_micros, warn_at_percent, enforcement, spent_micros,
           reserved_micros, used_hundredths, is_closed
      from month_budget join profile_name using (profile_id)
     where month = ${month} and ${use} > 0 and ${isAfter} and ${status ? sql`status = ${status}` : sql`true`}
     order by ${use} desc, month_budget.profile_id limit ${count}`;
};

/** All profiles, or only those that used nothing, in an order of their own. */
export const profilesInOrder = (
  { month, status, count }: FleetPart,
  by:
    | { readonly order: 'name'; readonly after: readonly [sortName: string, profileId: string] | undefined }
    | { readonly order: 'id'; readonly unused: UseColumn; readonly after: string | undefined },
): RawBuilder<OverviewRow> => {
  const { isAfter, order } =
    by.order === 'name'
      ? {
          isAfter: by.after
            ? sql`(sort_name, profile_name.profile_id) > (${by.after[0]}, ${by.after[1]}::uuid)`
            : sql`true`,
          order: sql`sort_name, profile_name.profile_id`,
        }
      : {
          isAfter: sql`coalesce(${sql.ref(`month_budget.${by.unused}`)}, 0) <= 0
                   and ${by.after ? sql`profile_name.profile_id > ${by.after}` : sql`true`}`,
          order: sql`profile_name.profile_id`,
        };
  const statusNow = sql`
    coalesce(month_budget.status, case when coalesce(quota.limit_micros, 0) > 0 then 'ok' else 'unlimited' end)`;
  return sql`
    select profile_name.profile_id, name, slug, sort_name,
           coalesce(month_budget.limit_micros, quota.limit_micros, 0) as limit_micros,
           coalesce(month_budget.warn_at_percent, quota.warn_at_percent, 90) as warn_at_percent,
           coalesce(month_budget.enforcement, quota.enforcement, 'hard') as enforcement,
           coalesce(spent_micros, 0) as spent_micros, coalesce(reserved_micros, 0) as reserved_micros,
           coalesce(used_hundredths, 0) as used_hundredths, coalesce(is_closed, false) as is_closed
      from profile_name
      left join month_budget on month_budget.profile_id = profile_name.profile_id and month_budget.month = ${month}
      left join quota on quota.profile_id = profile_name.profile_id
     where ${isAfter} and ${status ? sql`${statusNow} = ${status}` : sql`true`}
     order by ${order} limit ${count}`;
};
