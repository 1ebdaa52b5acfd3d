import { Deciders } from '@clipcast/event-store';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { MoneyClock } from '../../clock/money-clock.ts';
import { MONEY_CLOCK } from '../../clock/money-clock.token.ts';
import { KnownProfiles } from '../../profiles/known-profiles.ts';
import { findPrice, priceBook, priceBookStream } from '../price-book.ts';
import { PriceBooks } from '../price-books.ts';
import { priceView, type PricesView } from '../price-view.ts';
import { EndPrice, endPrice } from './end-price.ts';

@CommandHandler(EndPrice)
export class EndPriceHandler implements ICommandHandler<EndPrice> {
  constructor(
    private readonly deciders: Deciders,
    private readonly profiles: KnownProfiles,
    private readonly prices: PriceBooks,
    @Inject(MONEY_CLOCK) private readonly clock: MoneyClock,
  ) {}

  async execute({ profileId, end: asked, context, expectedVersion }: EndPrice): Promise<PricesView> {
    await this.profiles.require(profileId);
    const end = { ...asked, effectiveFrom: asked.effectiveFrom ?? (await this.clock.now()).toISOString() };
    const { fleet } = await this.prices.of(profileId);
    const { reply } = await this.deciders.handle({
      aggregate: priceBook,
      target: priceBookStream(profileId),
      context,
      expectedVersion,
      decide: (state) => endPrice(end, state),
      reply: (profile, version): PricesView => {
        const books = { profile, fleet };
        const found = findPrice(books, end, new Date(end.effectiveFrom));
        return { version, items: found ? [priceView(books, found, end)] : [] };
      },
    });
    return reply;
  }
}
