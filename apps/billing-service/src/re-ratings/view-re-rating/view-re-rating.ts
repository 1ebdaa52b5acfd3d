import type { ReRatingId } from '@clipcast/kernel';
import { Query } from '@nestjs/cqrs';
import type { ReRatingView } from '../re-rating-view.ts';
import type { ReRatingTerms } from '../re-ratings.ts';

/** How far a re-rating has come, and what it has changed. */
export class ViewReRating extends Query<ReRatingView> {
  constructor(readonly reRatingId: ReRatingId) {
    super();
  }
}

/** What a re-rating would change now. */
export class DryRunReRating extends Query<ReRatingView> {
  constructor(readonly terms: ReRatingTerms) {
    super();
  }
}
