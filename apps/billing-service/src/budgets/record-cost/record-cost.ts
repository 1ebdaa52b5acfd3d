import type { AppliedPrice } from '@clipcast/contracts';
import type { CommandContext } from '@clipcast/event-store';
import {
  derivedId,
  DomainError,
  formatUsd,
  type CostId,
  type Micros,
  type ProfileId,
  type Uuid,
} from '@clipcast/kernel';
import { Command } from '@nestjs/cqrs';
import { BudgetDraft } from '../budget-draft.ts';
import { priceUnknown } from '../../prices/price-books.ts';
import type { BudgetEvent, BudgetState } from '../budget.ts';
import { monthClosed, type EntryPlace } from '../entry-booking.ts';
import type { Month } from '../month.ts';

/** A cost as somebody reported it, whichever way it came. */
export interface ReportedCost {
  readonly costId: CostId;
  readonly provider: string;
  readonly model: string;
  readonly plan: string | null;
  /** A decimal. */
  readonly quantity: string;
  readonly unit: string;
  /** Null when it is to be rated by the price book. */
  readonly amountUsd: string | null;
  /** RFC 3339. */
  readonly incurredAt: string;
  readonly source: Readonly<Record<string, string>>;
  /** The entry whose amount it changes by its own. */
  readonly corrects: CostId | null;
  readonly accessKeyId: string | null;
}

/** What became of a reported cost. */
export type CostOutcome = 'recorded' | 'held_aside' | 'duplicate';

/** What became of a reported cost, and what the log has of it: of a duplicate what was booked first. */
export type Booking = {
  readonly outcome: CostOutcome;
  /** The budget it counts against. */
  readonly month: Month;
  /** Null while it waits for a price. */
  readonly amountUsd: string | null;
  /** The month in which it was incurred, when that one was closed. */
  readonly appliesTo: Month | null;
};

/** Books a cost in the month in which it was incurred. */
export class RecordCost extends Command<CostOutcome> {
  constructor(
    readonly profileId: ProfileId,
    readonly cost: ReportedCost,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/**
 * The command id under which a cost is booked. The cost's own id makes it, not the event or the month that brought it,
 * so whatever comes again under the same id, and whenever, is the same cost.
 */
export const costCommandId = (costId: CostId): Uuid => derivedId('cost', costId);

/** What a cost amounts to; `price` is null when the amount itself was reported. */
export interface RatedAmount {
  readonly micros: Micros;
  readonly price: AppliedPrice | null;
}

/** What the decision has to know beside the month's own facts. */
export interface CostBooking extends EntryPlace {
  readonly cost: ReportedCost;
  /** Null while its usage has no known price. */
  readonly rated: RatedAmount | null;
}

/**
 * A cost that was incurred is the truth: it is booked whatever the limit says. Usage without a known price is held aside;
 * a correction is not, for it would come back as a plain entry.
 * @throws {DomainError} `month_closed`: nothing is booked there, and the caller goes to the open one. `price_unknown` for a
 * correction without an amount that nothing rates.
 */
export function recordCost(booking: CostBooking, state: BudgetState): BudgetEvent[] {
  const { month, isOpen, cost, rated, quota, appliesTo } = booking;
  if (state.isClosed) throw monthClosed(month);
  const { amountUsd: _, corrects, ...entry } = cost;
  if (rated === null && corrects !== null) throw priceUnknown(cost);
  const draft = new BudgetDraft(month, state);
  draft.begin(quota, isOpen);
  if (rated === null) draft.add({ type: 'UsageHeldAside', data: { ...entry, month, appliesTo } });
  else
    draft.record({
      ...entry,
      corrects,
      appliesTo,
      amountUsd: formatUsd(rated.micros),
      price: rated.price,
      reservationId: null,
    });
  return draft.facts();
}

/** A cost id stands for one cost for ever; a difference is booked as an entry of its own. */
export const costIdReused = (costId: CostId, { month, amountUsd }: Omit<Booking, 'outcome'>): DomainError =>
  new DomainError(
    'cost_id_reused',
    'conflict',
    `${costId} was reported before with other content, and ${
      amountUsd === null ? 'is held aside until it has a price' : `was booked with ${amountUsd} USD`
    } in ${month}. Nothing was changed. Report another cost under an id of its own, and a difference as an entry that names this one in "corrects".`,
    { booked: { id: costId, month, amountUsd } },
  );
