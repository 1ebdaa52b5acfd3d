import { Operation, RequiresScope, ZodParams, ZodResponse } from '@clipcast/service-kit';
import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ReRatingParams } from '../re-rating-params.ts';
import { ReRatingView } from '../re-rating-view.ts';
import { ViewReRating } from './view-re-rating.ts';

@Controller('re-ratings/:reRatingId')
export class ViewReRatingController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @RequiresScope('billing:read')
  @Operation({ summary: 'Show a re-rating' })
  @ZodResponse(200, ReRatingView, 'How far it has come, and what it has changed.')
  view(@ZodParams(ReRatingParams) { reRatingId }: ReRatingParams): Promise<ReRatingView> {
    return this.queries.execute(new ViewReRating(reRatingId));
  }
}
