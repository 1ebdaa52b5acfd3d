import { TenantDoor } from '@clipcast/event-store';
import { ServiceEngine } from '@clipcast/service-kit';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BillingTables } from '../../database.ts';
import { PriceBooks } from '../../prices/price-books.ts';
import { differenceSums } from '../difference-sums.query.ts';
import { LeftOutEntries } from '../left-out.ts';
import { reRatingView, type ReRatingView } from '../re-rating-view.ts';
import { DryRunReRating } from './view-re-rating.ts';

/** The same search as that of a re-rating that is applied, so the two come to the same. */
@QueryHandler(DryRunReRating)
export class DryRunReRatingHandler implements IQueryHandler<DryRunReRating> {
  constructor(
    private readonly engine: ServiceEngine,
    private readonly door: TenantDoor<BillingTables>,
    private readonly prices: PriceBooks,
  ) {}

  async execute({ terms }: DryRunReRating): Promise<ReRatingView> {
    await this.engine.caughtUp('cost-ledger');
    const leftOut = new LeftOutEntries();
    const sums = await differenceSums(this.door, this.prices, terms, leftOut);
    return reRatingView(terms, sums, leftOut.sum);
  }
}
