import type { OnTrouble, TenantDoor } from '@clipcast/event-store';
import { DomainError } from '@clipcast/kernel';
import type { BillingTables } from '../../database.ts';
import { rateUsage, type PriceBooks } from '../../prices/price-books.ts';
import type { EntryBooking } from '../entry-booking.ts';
import { heldAsideAfter, newestPriceIn, type HeldAside } from './held-aside.query.ts';
import { rateHeldAside, ratingCommandId } from './rate-held-aside.ts';

const AT_A_TIME = 500;
/** So often everything is looked at although nothing has changed: a database that was put back counts anew. */
const ROUNDS_BETWEEN_WHOLE_LOOKS = 300;

/** What rating rests on. */
export interface HeldAsideRaterParts {
  readonly door: TenantDoor<BillingTables>;
  readonly prices: Pick<PriceBooks, 'of'>;
  readonly booking: EntryBooking;
  readonly onTrouble: OnTrouble;
}

/**
 * Turns usage that was held aside into cost entries once its price is known. What has been looked at in vain is not looked
 * at again until a new price has come: what a usage costs depends on its books and on nothing else. Several replicas may
 * do the same work at the same time.
 */
export class HeldAsideRater {
  #newestPrice = -1n;
  #lookedAtUpTo = 0n;
  #rounds = 0;

  constructor(private readonly parts: HeldAsideRaterParts) {}

  /** Looks at everything that may have become ratable since the last time. Returns how much of it was booked. */
  async round(signal?: AbortSignal): Promise<number> {
    // Read before the usage: a price that comes meanwhile is news in the next round.
    const newestPrice = await newestPriceIn(this.parts.door);
    const isWholeLook = this.#rounds % ROUNDS_BETWEEN_WHOLE_LOOKS === 0;
    if (isWholeLook || newestPrice !== this.#newestPrice) this.#lookedAtUpTo = 0n;
    this.#rounds += 1;
    this.#newestPrice = newestPrice;
    let booked = 0;
    for (let hasFailed = false; signal?.aborted !== true;) {
      const page = await heldAsideAfter(this.parts.door, this.#lookedAtUpTo, AT_A_TIME);
      const outcomes = await Promise.all(page.map((held) => this.#rate(held)));
      booked += outcomes.filter((outcome) => outcome === 'booked').length;
      hasFailed ||= outcomes.includes('failed');
      this.#lookedAtUpTo = page.at(-1)?.position ?? this.#lookedAtUpTo;
      if (page.length === AT_A_TIME) continue;
      // What failed did not hold up the others, and is tried again in the next round.
      if (hasFailed) this.#newestPrice = -1n;
      break;
    }
    return booked;
  }

  async #rate(held: HeldAside): Promise<'booked' | 'waits' | 'failed'> {
    try {
      return (await this.#book(held)) ? 'booked' : 'waits';
    } catch (error) {
      this.parts.onTrouble(`rating of ${held.usage.costId}`, error);
      // A price that cannot be right waits for another one, and is not told of every second.
      return error instanceof DomainError && error.code === 'amount_too_large' ? 'waits' : 'failed';
    }
  }

  async #book({ profileId, usage, eventId, correlationId }: HeldAside): Promise<boolean> {
    const books = await this.parts.prices.of(profileId);
    const rating = rateUsage(books, usage, new Date(usage.incurredAt));
    if (!rating) return false;
    await this.parts.booking.book({
      profileId,
      month: usage.month,
      commandId: ratingCommandId(usage.costId),
      context: { actor: 'policy:rate-held-aside', correlationId, causationId: eventId },
      decide: (place, state) => rateHeldAside({ usage, rating }, place, state),
      reply: () => null,
    });
    return true;
  }
}
