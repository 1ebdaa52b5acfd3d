import {
  Caller,
  Operation,
  RequiresScope,
  ZodParams,
  ZodResponse,
  type CommandContext,
} from '@clipcast/service-kit';
import { Controller, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ReRatingParams } from '../re-rating-params.ts';
import { ReRatingView } from '../re-rating-view.ts';
import { ViewReRating } from '../view-re-rating/view-re-rating.ts';
import { UndoReRating } from './undo-re-rating.ts';

@Controller('re-ratings/:reRatingId/undo')
export class UndoReRatingController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @RequiresScope('billing:write')
  @Operation({
    summary: 'Undo a re-rating',
    description: 'Books the inverse of each of its corrections, once: the sums are what they were before it.',
  })
  @ZodResponse(202, ReRatingView, 'It is being undone, or was.')
  async undo(
    @ZodParams(ReRatingParams) { reRatingId }: ReRatingParams,
    @Caller() context: CommandContext,
  ): Promise<ReRatingView> {
    await this.commands.execute(new UndoReRating(reRatingId, context));
    return this.queries.execute(new ViewReRating(reRatingId));
  }
}
