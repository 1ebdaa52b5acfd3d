import { TenantDoor } from '@clipcast/event-store';
import { formatUsd, prefixed } from '@clipcast/kernel';
import { decodeCursor, pageOf } from '@clipcast/service-kit';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { monthOf, type Month } from '../../budgets/month.ts';
import { standingView } from '../../budgets/standing-view.ts';
import type { MoneyClock } from '../../clock/money-clock.ts';
import { MONEY_CLOCK } from '../../clock/money-clock.token.ts';
import type { BillingTables } from '../../database.ts';
import { profilesInOrder, profilesInUse, type FleetPart, type OverviewRow } from './overview-rows.query.ts';
import type { OverviewItem, OverviewSort, OverviewView } from './overview-view.ts';

export interface WantedOverview {
  readonly month?: Month | undefined;
  readonly sort: OverviewSort;
  readonly status?: OverviewItem['status'] | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** The month of all profiles; undefined is the current one. */
export class ViewOverview extends Query<OverviewView> {
  constructor(readonly wanted: WantedOverview) {
    super();
  }
}

/** The last profile of the page before: by its name, or by what it used. */
const NamePlace = z.tuple([z.literal('name'), z.string(), z.uuid()]);
const UsePlace = (sort: OverviewSort) => z.tuple([z.literal(sort), z.string().regex(/^\d{1,19}$/), z.uuid()]);

/** From one row a profile and month, never from the facts. */
@QueryHandler(ViewOverview)
export class ViewOverviewHandler implements IQueryHandler<ViewOverview> {
  constructor(
    private readonly door: TenantDoor<BillingTables>,
    @Inject(MONEY_CLOCK) private readonly clock: MoneyClock,
  ) {}

  async execute({ wanted }: ViewOverview): Promise<OverviewView> {
    const { sort, status, limit, cursor } = wanted;
    const month = wanted.month ?? monthOf(await this.clock.now());
    const part = { month, status, count: limit + 1 };
    const rows = await (sort === 'name' ? this.#byName(part, cursor) : this.#byUse(part, sort, cursor));
    const page = pageOf(rows, limit, (row) =>
      sort === 'name'
        ? [sort, row.sort_name, row.profile_id]
        : [sort, String(useOf(row, sort)), row.profile_id],
    );
    return { month, totals: await this.#totals(month), ...page, items: page.items.map(overviewItem) };
  }

  async #byName(part: FleetPart, cursor: string | undefined): Promise<OverviewRow[]> {
    const [, sortName, profileId] = decodeCursor(cursor, NamePlace) ?? [];
    const after =
      sortName !== undefined && profileId !== undefined ? ([sortName, profileId] as const) : undefined;
    return this.#rows(profilesInOrder(part, { order: 'name', after }));
  }

  /** First those who used something, then all others, who are alike in that. */
  async #byUse(
    part: FleetPart,
    sort: Exclude<OverviewSort, 'name'>,
    cursor: string | undefined,
  ): Promise<OverviewRow[]> {
    const column = COLUMNS[sort];
    const [, use, profileId] = decodeCursor(cursor, UsePlace(sort)) ?? [];
    const isAmongOthers = use === '0';
    const after = use !== undefined && profileId !== undefined ? { use, profileId } : undefined;
    const used = isAmongOthers ? [] : await this.#rows(profilesInUse(column, part, after));
    const missing = part.count - used.length;
    // Nobody who used nothing has reached anything.
    if (missing === 0 || part.status === 'warning' || part.status === 'exhausted') return used;
    const others = profilesInOrder(
      { ...part, count: missing },
      { order: 'id', unused: column, after: isAmongOthers ? profileId : undefined },
    );
    return [...used, ...(await this.#rows(others))];
  }

  async #rows(query: ReturnType<typeof profilesInUse>): Promise<OverviewRow[]> {
    return (await query.execute(this.door.ofEveryProfile)).rows;
  }

  async #totals(month: Month): Promise<OverviewView['totals']> {
    const [sums, { profiles }] = await Promise.all([
      this.door.ofEveryProfile
        .selectFrom('fleet_month')
        .selectAll()
        .where('month', '=', month)
        .executeTakeFirst(),
      this.door.ofEveryProfile
        .selectFrom('profile_name')
        .select(({ fn }) => fn.countAll<bigint>().as('profiles'))
        .executeTakeFirstOrThrow(),
    ]);
    return {
      profiles: Number(profiles),
      spentUsd: formatUsd(sums?.spent_micros ?? 0n),
      reservedUsd: formatUsd(sums?.reserved_micros ?? 0n),
      warning: sums?.warning ?? 0,
      exhausted: sums?.exhausted ?? 0,
    };
  }
}

const COLUMNS = { percentUsed: 'used_hundredths', spent: 'spent_micros' } as const;

const useOf = (row: OverviewRow, sort: keyof typeof COLUMNS): bigint =>
  row[COLUMNS[sort]] > 0n ? row[COLUMNS[sort]] : 0n;

function overviewItem(row: OverviewRow): OverviewItem {
  const quota = { limit: row.limit_micros, warnAtPercent: row.warn_at_percent };
  return {
    profileId: prefixed('prf', row.profile_id),
    name: row.name,
    slug: row.slug,
    ...standingView({ spent: row.spent_micros, reserved: row.reserved_micros }, quota),
    enforcement: row.enforcement,
    isClosed: row.is_closed,
  };
}
