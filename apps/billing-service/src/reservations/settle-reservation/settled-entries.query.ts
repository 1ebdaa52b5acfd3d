import type { TenantDoor } from '@clipcast/event-store';
import { parseUsd, prefixed } from '@clipcast/kernel';
import { costLedger } from '../../costs/cost-ledger.projection.ts';
import type { BillingTables, ReservationRow } from '../../database.ts';
import { rate } from '../../prices/rating.ts';
import { isSameKind, type RealUse } from './settle-reservation.ts';

/** The entries that settled reservations, for those who settle once more. */
export class SettledEntries {
  constructor(
    private readonly door: TenantDoor<BillingTables>,
    /** Waits until a read model shows everything that is in the log. @throws {DomainError} `read_model_behind` */
    private readonly requireLevel: (projection: string) => Promise<void>,
  ) {}

  /**
   * Whether a reservation was settled with just this use. What a usage amounted to then says the price that was frozen with
   * the reservation, or that of its entry: never today's.
   */
  async isSettledWith(row: ReservationRow, { amountUsd, usage }: RealUse): Promise<boolean> {
    if (row.status !== 'settled') return false;
    if (amountUsd !== null) return parseUsd(amountUsd) === row.spent_micros;
    if (usage === null) return false;
    if (row.price !== null && row.usage !== null && isSameKind(usage, row.usage))
      return rate(usage.quantity, row.price) === row.spent_micros;
    const entry = await this.#entryOf(row);
    if (!entry || !isSameKind(usage, entry)) return false;
    const { unit_price_usd: unitPriceUsd, price_per: per, amount_micros: amount } = entry;
    return unitPriceUsd !== null && per !== null && rate(usage.quantity, { unitPriceUsd, per }) === amount;
  }

  async #entryOf({ profile_id: profileId, cost_id: costId }: ReservationRow) {
    await this.requireLevel(costLedger.name);
    return this.door
      .of(prefixed('prf', profileId))
      .selectFrom('cost_entry')
      .select(['provider', 'model', 'plan', 'unit', 'unit_price_usd', 'price_per', 'amount_micros'])
      .where('cost_id', '=', costId as never)
      .executeTakeFirst();
  }
}
