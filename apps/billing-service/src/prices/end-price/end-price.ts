import type { CommandContext } from '@clipcast/event-store';
import { DomainError, type ProfileId } from '@clipcast/kernel';
import { Command } from '@nestjs/cqrs';
import { priceInForce, priceKeyText, type End, type PriceBookState, type PriceEnded } from '../price-book.ts';
import type { PricesView } from '../price-view.ts';

/** Ends a profile's own price for one thing: everybody's counts again. Answers with what counts from then on. */
export class EndPrice extends Command<PricesView> {
  constructor(
    readonly profileId: ProfileId,
    /** From when on; now unless given. */
    readonly end: Omit<End, 'effectiveFrom'> & { readonly effectiveFrom: string | undefined },
    readonly context: CommandContext,
    readonly expectedVersion: number | undefined,
  ) {
    super();
  }
}

/**
 * What has no price at that instant has nothing to be ended, so the same end again is no news. A price that was set to come
 * into force later still does.
 * @throws {DomainError} `price_not_found` for something of which the profile never had a price of its own.
 */
export function endPrice(end: End, state: PriceBookState): PriceEnded[] {
  if (!state.terms.has(priceKeyText(end))) throw priceNotFound(end);
  if (!priceInForce(state, end, Date.parse(end.effectiveFrom))) return [];
  return [{ type: 'PriceEnded', data: end }];
}

const priceNotFound = ({ provider, model, unit, plan }: End): DomainError =>
  new DomainError(
    'price_not_found',
    'not_found',
    `The profile has no price of its own for ${unit} of ${provider} ${model}${plan === null ? '' : ` (${plan})`}. GET /profiles/{id}/prices?history=true shows those that it has.`,
    { provider, model, unit, plan },
  );
