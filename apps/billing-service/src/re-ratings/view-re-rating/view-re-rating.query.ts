import { Deciders, TenantDoor } from '@clipcast/event-store';
import { ServiceEngine } from '@clipcast/service-kit';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BillingTables } from '../../database.ts';
import { reRatingEntries } from '../re-rating-entries.projection.ts';
import { correctionSums } from '../correction-sums.query.ts';
import { reRatingView, type ReRatingView } from '../re-rating-view.ts';
import { knownReRating, RE_RATINGS, reRatings } from '../re-ratings.ts';
import { ViewReRating } from './view-re-rating.ts';

@QueryHandler(ViewReRating)
export class ViewReRatingHandler implements IQueryHandler<ViewReRating> {
  constructor(
    private readonly engine: ServiceEngine,
    private readonly deciders: Deciders,
    private readonly door: TenantDoor<BillingTables>,
  ) {}

  async execute({ reRatingId }: ViewReRating): Promise<ReRatingView> {
    const { state } = await this.deciders.read(reRatings, RE_RATINGS);
    const begun = knownReRating(state, reRatingId);
    await this.engine.caughtUp(reRatingEntries.name);
    return reRatingView(begun.terms, await correctionSums(this.door, reRatingId), begun.leftOut, begun);
  }
}
