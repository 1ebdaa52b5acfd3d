import { TenantDoor } from '@clipcast/event-store';
import { formatUsd, type Micros, type ProfileId } from '@clipcast/kernel';
import { sql, type SelectQueryBuilder } from 'kysely';
import { monthOf, type Month } from '../budgets/month.ts';
import { filterLink, NO_PUBLICATION, type CostFilter } from '../costs/cost-filter.ts';
import { costGroupings, CostSums, type CostGrouping, type CostGroupSum } from '../costs/cost-sums.query.ts';
import type { BillingTables } from '../database.ts';
import type { LateSum, Statement, StatementTable, UnratedUsage } from './statement.ts';

/** So many publications are listed; the others are summed up. */
const ROWS_MAX = 200;

/** Everything that a statement says, from one state of the books: no number is newer than another. */
export const fromOneState = <Answer>(
  door: TenantDoor<BillingTables>,
  read: (door: TenantDoor<BillingTables>) => Promise<Answer>,
): Promise<Answer> =>
  door.ofEveryProfile
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((tx) => read(new TenantDoor(tx)));

/** What the tables of a month come to. */
export function tableOf(
  groupBy: CostGrouping,
  groups: readonly CostGroupSum[],
  linkTo?: (filter: CostFilter) => string,
): StatementTable {
  const others = groups.slice(ROWS_MAX);
  return {
    groupBy,
    rows: groups.slice(0, ROWS_MAX).map(({ key, micros, count }) => ({
      key,
      amountUsd: formatUsd(micros),
      count: Number(count),
      ...(linkTo && { entries: linkTo(narrowed(groupBy, key)) }),
    })),
    others:
      others.length === 0
        ? null
        : {
            amountUsd: formatUsd(others.reduce((sum, { micros }) => sum + micros, 0n)),
            count: Number(others.reduce((sum, { count }) => sum + count, 0n)),
            groups: others.length,
          },
  };
}

const narrowed = (groupBy: CostGrouping, key: string | null): CostFilter =>
  groupBy === 'publication' ? { publicationId: key ?? NO_PUBLICATION } : { [groupBy]: key };

/** A link from a profile's statement to the entries of its month. */
const linkFromMonth =
  (month: Month) =>
  (filter: CostFilter): string =>
    `../${filterLink({ month, ...filter })}`;

/** One profile's month as its books have it. */
export async function monthOfProfile(
  door: TenantDoor<BillingTables>,
  profileId: ProfileId,
  month: Month,
  groupBy: CostGrouping | undefined,
) {
  const sums = new CostSums(door);
  const rows = door.of(profileId);
  const tables: StatementTable[] = [];
  for (const one of groupBy === undefined ? costGroupings : [groupBy])
    tables.push(tableOf(one, await sums.groups(profileId, { month }, one), linkFromMonth(month)));
  const days = await sums.total(profileId, { month });
  const entries = await rows
    .selectFrom('cost_entry')
    .select([
      sql<Micros>`coalesce(sum(amount_micros), 0)::bigint`.as('micros'),
      sql<Micros>`coalesce(sum(amount_micros) filter (where corrects is not null), 0)::bigint`.as(
        'corrected',
      ),
      sql<bigint>`count(*) filter (where corrects is not null)`.as('corrections'),
    ])
    .where('month', '=', month)
    .executeTakeFirstOrThrow();
  const late = rows
    .selectFrom('cost_entry')
    .select([sql<Micros>`sum(amount_micros)::bigint`.as('micros'), sql<bigint>`count(*)`.as('count')])
    .where('applies_to', 'is not', null);
  const lateFrom = await late
    .select('applies_to as month')
    .where('month', '=', month)
    .groupBy('applies_to')
    .orderBy('applies_to')
    .execute();
  const bookedLater = await late
    .select('month')
    .where('applies_to', '=', month)
    .groupBy('month')
    .orderBy('month')
    .execute();
  const closed = await rows
    .selectFrom('closed_month')
    .selectAll()
    .where('month', '=', month)
    .executeTakeFirst();
  const held = await heldUsage(rows.selectFrom('unrated_usage').where('month', '=', month));
  return {
    tables,
    totalUsd: formatUsd(days.micros),
    count: Number(days.count),
    check: {
      entriesUsd: formatUsd(entries.micros),
      daysUsd: formatUsd(days.micros),
      isEqual: entries.micros === days.micros,
    },
    corrections: { amountUsd: formatUsd(entries.corrected), count: Number(entries.corrections) },
    lateFrom: lateFrom.map((sum) => lateSum(sum, { month, appliesTo: sum.month ?? '' })),
    bookedLater: bookedLater.map((sum) => lateSum(sum, { month: sum.month, appliesTo: month })),
    unrated: held,
    closedAt: closed?.closed_at.toISOString() ?? null,
    closedBy: closed?.closed_by ?? null,
  };
}

const lateSum = (
  { month, micros, count }: { month: string | null; micros: Micros; count: bigint },
  filter: CostFilter,
): LateSum => ({
  month: month ?? '',
  amountUsd: formatUsd(micros),
  count: Number(count),
  entries: `../${filterLink(filter)}`,
});

/** What waits for a price, by what it is. */
export async function heldUsage(held: HeldRows): Promise<UnratedUsage[]> {
  const rows = await held
    .select([
      'provider',
      'model',
      'plan',
      'unit',
      sql<string>`trim_scale(sum(quantity::numeric))::text`.as('quantity'),
      sql<bigint>`count(*)`.as('count'),
    ])
    .groupBy(['provider', 'model', 'plan', 'unit'])
    .orderBy('provider')
    .orderBy('model')
    .orderBy('plan')
    .orderBy('unit')
    .execute();
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

type HeldRows = SelectQueryBuilder<BillingTables, 'unrated_usage', object>;

/** Where a month stands at an instant. */
export const stateOf = (month: Month, isClosed: boolean, now: Date): Statement['state'] =>
  isClosed ? 'closed' : month < monthOf(now) ? 'over' : 'running';
