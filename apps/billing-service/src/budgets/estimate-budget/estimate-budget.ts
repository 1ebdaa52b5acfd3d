import { formatUsd, parseUsd, type DomainError, type Micros, type ProfileId } from '@clipcast/kernel';
import { Query } from '@nestjs/cqrs';
import { priceUnknown, rateUsage, type Rating, type Usage } from '../../prices/price-books.ts';
import type { PriceBooks } from '../../prices/price-book.ts';
import { remaining, type Quota } from '../../quotas/quota.ts';
import { BudgetDraft } from '../budget-draft.ts';
import { quotaIn, type BudgetState } from '../budget.ts';
import { reservedAt } from '../held-at.ts';
import type { Month } from '../month.ts';
import type { BudgetEstimate, EstimatedItem, FirstRefused } from './budget-estimate.ts';

/** Something that is planned: an amount or a usage, so many times over. */
export interface PlannedItem {
  readonly amountUsd: string | null;
  readonly usage: Usage | null;
  readonly count: number;
}

/** What a planned batch would cost now, and whether it would be let through. */
export class EstimateBudget extends Query<BudgetEstimate> {
  constructor(
    readonly profileId: ProfileId,
    readonly items: readonly PlannedItem[],
  ) {
    super();
  }
}

/** What the estimate has to know beside the month's own facts. */
export interface EstimateBasis {
  readonly month: Month;
  readonly now: Date;
  readonly quota: Quota;
  readonly books: PriceBooks;
  readonly items: readonly PlannedItem[];
}

/** One time of an item: what it costs, or why nobody knows. */
type Unit =
  { readonly micros: Micros; readonly price: Rating['price'] | null } | { readonly refusal: DomainError };

/**
 * Goes through the items in their order as if each time of each were reserved alone, by the same rule: it is granted if
 * what is spent, what is reserved and what was granted before it leave room for it. Changes nothing.
 * @throws {DomainError} `amount_too_large`
 */
export function estimateBudget(basis: EstimateBasis, state: BudgetState): BudgetEstimate {
  const { month, now, quota, items } = basis;
  const draft = new BudgetDraft(month, state);
  draft.begin(quota, true);
  const { spent } = draft.state;
  const reserved = reservedAt(draft.state, now);
  const { limit, enforcement } = quotaIn(draft.state);
  const units = items.map((item) => unitOf(item, basis));
  // Below zero when more was spent than the limit allows: then not even a reservation of nothing is granted.
  const room = limit - spent - reserved;
  const planned = items.map((item, index) => estimatedItem(item, units[index] as Unit));
  const total = planned.reduce((sum, { micros }) => sum + micros, 0n);
  return {
    month,
    items: planned.map(({ view }) => view),
    totalUsd: formatUsd(total),
    fits: (limit === 0n || total <= room) && planned.every(({ view }) => view.refusal === null),
    firstRefused: firstRefused(items, units, limit === 0n || enforcement === 'soft' ? null : room),
    enforcement,
    limitUsd: formatUsd(limit),
    spentUsd: formatUsd(spent),
    reservedUsd: formatUsd(reserved),
    remainingUsd: limit === 0n ? null : formatUsd(remaining(spent + reserved, limit)),
  };
}

function unitOf({ amountUsd, usage }: PlannedItem, { books, now }: EstimateBasis): Unit {
  if (usage === null) return { micros: parseUsd(amountUsd ?? '0'), price: null };
  return rateUsage(books, usage, now) ?? { refusal: priceUnknown(usage) };
}

function estimatedItem({ count }: PlannedItem, unit: Unit): { micros: Micros; view: EstimatedItem } {
  if ('refusal' in unit) {
    const { code, message } = unit.refusal;
    const refusal = { code, detail: message };
    return { micros: 0n, view: { count, unitAmountUsd: null, amountUsd: null, price: null, refusal } };
  }
  const micros = unit.micros * BigInt(count);
  const amounts = { unitAmountUsd: formatUsd(unit.micros), amountUsd: formatUsd(micros) };
  return { micros, view: { count, ...amounts, price: unit.price, refusal: null } };
}

/** `room` is null where nothing is refused for want of it. */
function firstRefused(
  items: readonly PlannedItem[],
  units: readonly Unit[],
  room: Micros | null,
): FirstRefused | null {
  let left = room;
  for (const [index, unit] of units.entries()) {
    if ('refusal' in unit) return { index, granted: 0, code: unit.refusal.code };
    const count = items[index]?.count ?? 0;
    if (left === null || (left >= 0n && unit.micros === 0n)) continue;
    const granted = left > 0n ? left / unit.micros : 0n;
    if (granted < BigInt(count)) return { index, granted: Number(granted), code: 'quota_exceeded' };
    left -= unit.micros * BigInt(count);
  }
  return null;
}
