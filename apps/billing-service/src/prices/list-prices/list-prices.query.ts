import { FLEET } from '@clipcast/kernel';
import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { MoneyClock } from '../../clock/money-clock.ts';
import { MONEY_CLOCK } from '../../clock/money-clock.token.ts';
import { KnownProfiles } from '../../profiles/known-profiles.ts';
import { PriceBooks } from '../price-books.ts';
import type { PricesView } from '../price-view.ts';
import { ListPrices, priceHistory, pricesAt } from './list-prices.ts';

/** From the books themselves, so it shows every price that was set. */
@QueryHandler(ListPrices)
export class ListPricesHandler implements IQueryHandler<ListPrices> {
  constructor(
    private readonly books: PriceBooks,
    private readonly profiles: KnownProfiles,
    @Inject(MONEY_CLOCK) private readonly clock: MoneyClock,
  ) {}

  async execute({ owner, filter, at }: ListPrices): Promise<PricesView> {
    if (owner !== FLEET) await this.profiles.require(owner);
    const books = await this.books.of(owner);
    const { version } = owner === FLEET ? books.fleet : books.profile;
    if (at === 'history') return { version, items: priceHistory(books, filter) };
    return { version, items: pricesAt(books, filter, at ?? (await this.clock.now())) };
  }
}
