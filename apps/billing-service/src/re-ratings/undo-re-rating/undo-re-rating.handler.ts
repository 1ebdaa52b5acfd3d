import { Deciders } from '@clipcast/event-store';
import type { ReRatingId } from '@clipcast/kernel';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { MoneyClock } from '../../clock/money-clock.ts';
import { MONEY_CLOCK } from '../../clock/money-clock.token.ts';
import { RE_RATINGS, reRatings } from '../re-ratings.ts';
import { UndoReRating, undoReRating } from './undo-re-rating.ts';

@CommandHandler(UndoReRating)
export class UndoReRatingHandler implements ICommandHandler<UndoReRating> {
  constructor(
    private readonly deciders: Deciders,
    @Inject(MONEY_CLOCK) private readonly clock: MoneyClock,
  ) {}

  async execute({ reRatingId, context }: UndoReRating): Promise<ReRatingId> {
    const at = (await this.clock.now()).toISOString();
    const { reply } = await this.deciders.handle({
      aggregate: reRatings,
      target: RE_RATINGS,
      context,
      decide: (state) => undoReRating({ reRatingId, at }, state),
      reply: () => reRatingId,
    });
    return reply;
  }
}
