import type { Readable } from 'node:stream';
import { TenantDoor } from '@clipcast/event-store';
import type { ProfileId } from '@clipcast/kernel';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BillingTables, CostEntryRow } from '../../database.ts';
import { KnownProfiles } from '../../profiles/known-profiles.ts';
import { ShownFacts } from '../../shown-facts.ts';
import type { CostFilter } from '../cost-filter.ts';
import { costLedger } from '../cost-ledger.projection.ts';
import { csvOf, type Cell } from '../csv.ts';
import { entryPage, type EntryPlace } from './entry-page.query.ts';

const PAGE_ENTRIES = 1_000;

/** All entries that a filter lets through, as CSV. */
export class CostsCsv extends Query<Readable> {
  constructor(
    readonly profileId: ProfileId,
    readonly filter: CostFilter,
  ) {
    super();
  }
}

const COLUMNS: Readonly<Record<string, (row: CostEntryRow) => Cell>> = {
  id: (row) => row.cost_id,
  month: (row) => row.month,
  appliesTo: (row) => row.applies_to,
  incurredAt: (row) => row.incurred_at.toISOString(),
  recordedAt: (row) => row.recorded_at.toISOString(),
  provider: (row) => row.provider,
  model: (row) => row.model,
  plan: (row) => row.plan,
  quantity: (row) => row.quantity,
  unit: (row) => row.unit,
  amountUsd: (row) => row.amount_micros,
  unitPriceUsd: (row) => row.unit_price_usd,
  per: (row) => row.price_per,
  priceBook: (row) => row.price_book,
  priceVersion: (row) => row.price_version,
  corrects: (row) => row.corrects,
  reservationId: (row) => row.reservation_id,
  accessKeyId: (row) => row.access_key_id,
  publicationId: (row) => row.publication_id,
  source: (row) => JSON.stringify(row.source),
};

/** Read page by page while it is sent, so that a long range needs no more memory than a short one. */
@QueryHandler(CostsCsv)
export class CostsCsvHandler implements IQueryHandler<CostsCsv> {
  constructor(
    private readonly shown: ShownFacts,
    private readonly door: TenantDoor<BillingTables>,
    private readonly profiles: KnownProfiles,
  ) {}

  async execute({ profileId, filter }: CostsCsv): Promise<Readable> {
    await this.profiles.require(profileId);
    await this.shown.until(filter.asOf, costLedger.name);
    return csvOf(Object.keys(COLUMNS), this.#rows(profileId, filter));
  }

  async *#rows(profileId: ProfileId, filter: CostFilter): AsyncGenerator<readonly Cell[]> {
    let after: EntryPlace | undefined;
    for (;;) {
      const page = await entryPage(this.door, profileId, filter, { limit: PAGE_ENTRIES, after });
      for (const row of page) yield Object.values(COLUMNS).map((cellOf) => cellOf(row));
      const last = page.at(-1);
      if (!last || page.length < PAGE_ENTRIES) return;
      after = { incurredAt: last.incurred_at, position: last.position };
    }
  }
}
