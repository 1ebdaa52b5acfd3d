import { TenantDoor } from '@clipcast/event-store';
import { formatUsd, prefixed, type Micros } from '@clipcast/kernel';
import { ServiceEngine } from '@clipcast/service-kit';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { sql } from 'kysely';
import type { Month } from '../../budgets/month.ts';
import type { MoneyClock } from '../../clock/money-clock.ts';
import { MONEY_CLOCK } from '../../clock/money-clock.token.ts';
import { costLedger } from '../../costs/cost-ledger.projection.ts';
import { unratedUsage } from '../../prices/unrated-usage.projection.ts';
import { costGroupings, type CostGrouping, type CostGroupSum } from '../../costs/cost-sums.query.ts';
import type { BillingTables } from '../../database.ts';
import { fromOneState, heldUsage, stateOf, tableOf } from '../statement-snapshot.query.ts';
import type { FleetStatement } from '../statement.ts';

/** What all profiles spent in a month, with all tables unless one is named. */
export class ViewFleetStatement extends Query<FleetStatement> {
  constructor(
    readonly month: Month,
    readonly groupBy: CostGrouping | undefined,
  ) {
    super();
  }
}

@QueryHandler(ViewFleetStatement)
export class ViewFleetStatementHandler implements IQueryHandler<ViewFleetStatement> {
  constructor(
    private readonly engine: ServiceEngine,
    private readonly door: TenantDoor<BillingTables>,
    @Inject(MONEY_CLOCK) private readonly clock: MoneyClock,
  ) {}

  async execute({ month, groupBy }: ViewFleetStatement): Promise<FleetStatement> {
    const now = await this.clock.now();
    await Promise.all([costLedger, unratedUsage].map(({ name }) => this.engine.caughtUp(name)));
    const books = await fromOneState(this.door, (door) => monthOfFleet(door, month, groupBy, now));
    return { month, currency: 'USD', madeAt: now.toISOString(), ...books };
  }
}

async function monthOfFleet(
  door: TenantDoor<BillingTables>,
  month: Month,
  groupBy: CostGrouping | undefined,
  now: Date,
) {
  const db = door.ofEveryProfile;
  const days = db.selectFrom('cost_day').where('cost_day.month', '=', month);
  const ofDays = [
    sql<Micros>`sum(spent_micros)::bigint`.as('micros'),
    sql<bigint>`sum(entries)::bigint`.as('count'),
  ] as const;
  const groups = (by: CostGrouping): Promise<CostGroupSum[]> =>
    by === 'publication'
      ? db
          .selectFrom('cost_entry')
          .select([
            'publication_id as key',
            sql<Micros>`sum(amount_micros)::bigint`.as('micros'),
            sql<bigint>`count(*)`.as('count'),
          ])
          .where('month', '=', month)
          .groupBy('publication_id')
          .orderBy(sql`2 desc, 1`)
          .execute()
      : days
          .select([sql.ref<string>(by).as('key'), ...ofDays])
          .groupBy('key')
          .orderBy(by === 'day' ? sql`1` : sql`2 desc, 1`)
          .execute();
  const tables = [];
  for (const one of groupBy === undefined ? costGroupings : [groupBy])
    tables.push(tableOf(one, await groups(one)));
  const profiles = await days
    .leftJoin('closed_month', (join) =>
      join
        .onRef('closed_month.profile_id', '=', 'cost_day.profile_id')
        .onRef('closed_month.month', '=', 'cost_day.month'),
    )
    .leftJoin('profile_name', 'profile_name.profile_id', 'cost_day.profile_id')
    .select([
      'cost_day.profile_id',
      sql<boolean>`bool_or(closed_at is not null)`.as('closed'),
      ...ofDays,
      sql<string | null>`min(profile_name.name)`.as('name'),
    ])
    .groupBy('cost_day.profile_id')
    .orderBy(sql`3 desc, 1`)
    .execute();
  const { micros: inEntries } = await db
    .selectFrom('cost_entry')
    .select(sql<Micros>`coalesce(sum(amount_micros), 0)::bigint`.as('micros'))
    .where('month', '=', month)
    .executeTakeFirstOrThrow();
  const total = profiles.reduce((sum, { micros }) => sum + micros, 0n);
  return {
    tables,
    totalUsd: formatUsd(total),
    count: Number(profiles.reduce((sum, { count }) => sum + count, 0n)),
    check: { entriesUsd: formatUsd(inEntries), daysUsd: formatUsd(total), isEqual: inEntries === total },
    unrated: await heldUsage(db.selectFrom('unrated_usage').where('month', '=', month)),
    profiles: profiles.map(({ profile_id: id, name, closed, micros, count }) => ({
      profileId: prefixed('prf', id),
      name,
      state: stateOf(month, closed, now),
      amountUsd: formatUsd(micros),
      count: Number(count),
      statement: `../profiles/${prefixed('prf', id)}/statements/${month}`,
    })),
  };
}
