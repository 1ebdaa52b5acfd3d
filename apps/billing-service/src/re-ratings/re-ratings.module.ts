import { Module } from '@nestjs/common';
import { BeginReRatingController } from './begin-re-rating/begin-re-rating.controller.ts';
import { BeginReRatingHandler } from './begin-re-rating/begin-re-rating.handler.ts';
import { UndoReRatingController } from './undo-re-rating/undo-re-rating.controller.ts';
import { UndoReRatingHandler } from './undo-re-rating/undo-re-rating.handler.ts';
import { DryRunReRatingHandler } from './view-re-rating/dry-run-re-rating.query.ts';
import { ViewReRatingController } from './view-re-rating/view-re-rating.controller.ts';
import { ViewReRatingHandler } from './view-re-rating/view-re-rating.query.ts';

@Module({
  controllers: [BeginReRatingController, UndoReRatingController, ViewReRatingController],
  providers: [BeginReRatingHandler, UndoReRatingHandler, ViewReRatingHandler, DryRunReRatingHandler],
})
export class ReRatingsModule {}
