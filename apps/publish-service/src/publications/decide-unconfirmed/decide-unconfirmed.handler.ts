import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { PublicationChanges } from '../publication-changes.ts';
import { PublishingTerms } from '../publishing-terms.ts';
import { DecideUnconfirmed, decideUnconfirmed } from './decide-unconfirmed.ts';

@CommandHandler(DecideUnconfirmed)
export class DecideUnconfirmedHandler implements ICommandHandler<DecideUnconfirmed> {
  constructor(
    private readonly changes: PublicationChanges,
    private readonly terms: PublishingTerms,
  ) {}

  execute({ wish, decision }: DecideUnconfirmed) {
    const { postPriceUsd } = this.terms;
    return this.changes.change(wish, (state) => decideUnconfirmed({ ...decision, postPriceUsd }, state));
  }
}
