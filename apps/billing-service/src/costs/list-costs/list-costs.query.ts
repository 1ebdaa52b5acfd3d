import { TenantDoor } from '@clipcast/event-store';
import { formatUsd, type ProfileId } from '@clipcast/kernel';
import { decodeCursor, pageOf, ServiceEngine } from '@clipcast/service-kit';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { sql, type Selectable } from 'kysely';
import { z } from 'zod';
import type { BillingTables, CostEntryTable } from '../../database.ts';
import { requireKnownProfile } from '../../profiles/known-profile.query.ts';
import { costLedger } from './cost-ledger.projection.ts';
import type { CostPage, CostView } from './cost-view.ts';
import type { CostRange } from './costs-query.ts';
import { entriesIn } from './entries-in.query.ts';

export class ListCosts extends Query<CostPage> {
  constructor(
    readonly profileId: ProfileId,
    readonly range: CostRange,
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
  ) {}

  async execute({ profileId, range, limit, cursor }: ListCosts): Promise<CostPage> {
    const after = decodeCursor(cursor, Place);
    await requireKnownProfile(this.door, profileId);
    await this.engine.caughtUp(costLedger.name);
    const entries = entriesIn(this.door, profileId, range);
    const total = await entries
      .select(sql<bigint>`coalesce(sum(amount_micros), 0)::bigint`.as('micros'))
      .executeTakeFirstOrThrow();
    const rows = await entries
      .selectAll()
      .$if(after !== undefined, (query) =>
        query.where(
          sql<boolean>`(incurred_at, position) < (${after?.[0]}::timestamptz, ${after?.[1]}::bigint)`,
        ),
      )
      .orderBy('incurred_at', 'desc')
      .orderBy('position', 'desc')
      .limit(limit + 1)
      .execute();
    const page = pageOf(rows, limit, (row) => [row.incurred_at.toISOString(), String(row.position)]);
    return { ...page, items: page.items.map(costView), totalUsd: formatUsd(total.micros) };
  }
}

function costView(row: Selectable<CostEntryTable>): CostView {
  const { cost_id: id, month, provider, model, quantity, unit, source } = row;
  const amountUsd = formatUsd(row.amount_micros);
  return {
    id,
    month,
    provider,
    model,
    quantity,
    unit,
    amountUsd,
    incurredAt: row.incurred_at.toISOString(),
    source,
  };
}
