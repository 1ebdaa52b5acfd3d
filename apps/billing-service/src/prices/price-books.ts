import type { AppliedPrice } from '@clipcast/contracts';
import type { Deciders } from '@clipcast/event-store';
import { DomainError, FLEET, type Micros, type ProfileId, type Timers } from '@clipcast/kernel';
import {
  priceAt,
  priceBook,
  priceBookStream,
  type PriceBooks as Books,
  type PriceBookState,
  type PriceKey,
} from './price-book.ts';
import { isBookable, rate } from './rating.ts';

/** A quantity of something that has a price. */
export interface Usage extends PriceKey {
  /** A decimal. */
  readonly quantity: string;
}

/** What a usage costs, by which price. */
export interface Rating {
  readonly micros: Micros;
  readonly price: AppliedPrice;
}

/**
 * The price books as the log has them at the moment of the call. Calls of one turn of the event loop share the reading, so
 * that a batch of a thousand costs reads each book once.
 */
export class PriceBooks {
  readonly #reading = new Map<ProfileId, Promise<PriceBookState>>();

  constructor(
    private readonly deciders: Deciders,
    private readonly timers: Pick<Timers, 'turn'>,
  ) {}

  /** What counts for a profile now; for {@link FLEET} what counts for whoever has no prices of its own. */
  async of(profileId: ProfileId): Promise<Books> {
    const fleet = this.#read(FLEET);
    if (profileId === FLEET) return { profile: priceBook.initialState, fleet: await fleet };
    const [profile, everybodys] = await Promise.all([this.#read(profileId), fleet]);
    return { profile, fleet: everybodys };
  }

  #read(owner: ProfileId): Promise<PriceBookState> {
    const begun = this.#reading.get(owner);
    if (begun) return begun;
    const reading = this.timers.turn().then(async () => {
      // From here on a new price may be missed by this reading, so nobody joins it any more.
      this.#reading.delete(owner);
      return (await this.deciders.read(priceBook, priceBookStream(owner))).state;
    });
    this.#reading.set(owner, reading);
    return reading;
  }
}

/**
 * What a usage costs at an instant; undefined when it has no price then.
 * @throws {DomainError} `amount_too_large`
 */
export function rateUsage(books: Books, usage: Usage, at: Date): Rating | undefined {
  const price = priceAt(books, usage, at);
  if (!price) return undefined;
  const micros = rate(usage.quantity, price);
  if (!isBookable(micros)) throw amountTooLarge(usage, price);
  return { micros, price };
}

/** For those who must know what it costs before it is used: nothing is ever taken to cost nothing. */
export const priceUnknown = ({ provider, model, unit, plan }: PriceKey): DomainError =>
  new DomainError(
    'price_unknown',
    'unprocessable',
    `There is no price for ${unit} of ${provider} ${model}${plan === null ? '' : ` (${plan})`}. Set one with PUT /prices, or name an amount.`,
    { provider, model, unit, plan },
  );

const amountTooLarge = (
  { provider, model, unit, quantity }: Usage,
  { unitPriceUsd, per }: AppliedPrice,
): DomainError =>
  new DomainError(
    'amount_too_large',
    'unprocessable',
    `${quantity} ${unit} of ${provider} ${model} at ${unitPriceUsd} USD for ${per} come to a trillion dollars or more. Look at the quantity, the price and its "per".`,
    { provider, model, unit, quantity, unitPriceUsd, per },
  );
