import { Deciders } from '@clipcast/event-store';
import { prefixed, type ReRatingId, type Runtime } from '@clipcast/kernel';
import { RUNTIME } from '@clipcast/service-kit';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { MoneyClock } from '../../clock/money-clock.ts';
import { MONEY_CLOCK } from '../../clock/money-clock.token.ts';
import { RE_RATINGS, reRatings } from '../re-ratings.ts';
import { BeginReRating, beginReRating } from './begin-re-rating.ts';

@CommandHandler(BeginReRating)
export class BeginReRatingHandler implements ICommandHandler<BeginReRating> {
  constructor(
    private readonly deciders: Deciders,
    @Inject(RUNTIME) private readonly runtime: Pick<Runtime, 'ids'>,
    @Inject(MONEY_CLOCK) private readonly clock: MoneyClock,
  ) {}

  async execute({ reRatingId: asked, terms, context }: BeginReRating): Promise<ReRatingId> {
    const reRatingId = asked ?? prefixed('rrt', this.runtime.ids.next());
    const at = (await this.clock.now()).toISOString();
    const { reply } = await this.deciders.handle({
      aggregate: reRatings,
      target: RE_RATINGS,
      context,
      decide: (state) => beginReRating({ reRatingId, terms, at }, state),
      // With an Idempotency-Key a repetition finds the id that was made the first time.
      reply: () => reRatingId,
    });
    return reply;
  }
}
