import { Deciders } from '@clipcast/event-store';
import { FLEET } from '@clipcast/kernel';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { MoneyClock } from '../../clock/money-clock.ts';
import { MONEY_CLOCK } from '../../clock/money-clock.token.ts';
import { KnownProfiles } from '../../profiles/known-profiles.ts';
import { priceBook, priceBookStream, priceInForce } from '../price-book.ts';
import { priceView, type PricesView } from '../price-view.ts';
import { SetPrices, setPrices } from './set-prices.ts';

@CommandHandler(SetPrices)
export class SetPricesHandler implements ICommandHandler<SetPrices> {
  constructor(
    private readonly deciders: Deciders,
    private readonly profiles: KnownProfiles,
    @Inject(MONEY_CLOCK) private readonly clock: MoneyClock,
  ) {}

  /** Answers with each of the given prices as the book has it now. */
  async execute({ owner, prices: given, context, expectedVersion }: SetPrices): Promise<PricesView> {
    if (owner !== FLEET) await this.profiles.require(owner);
    const now = (await this.clock.now()).toISOString();
    const prices = given.map((price) => ({ ...price, effectiveFrom: price.effectiveFrom ?? now }));
    const book = owner === FLEET ? 'fleet' : 'profile';
    const { reply } = await this.deciders.handle({
      aggregate: priceBook,
      target: priceBookStream(owner),
      context,
      expectedVersion,
      decide: (state) => setPrices(prices, state),
      reply: (state, version) => ({
        version,
        items: prices.flatMap((asked) => {
          const price = priceInForce(state, asked, Date.parse(asked.effectiveFrom));
          return price ? [priceView({ fleet: state, profile: state }, { book, price }, price)] : [];
        }),
      }),
    });
    return reply;
  }
}
