import { formatUsd, parseUsd, type DomainError, type Micros, type ProfileId } from '@clipcast/kernel';
import { Query } from '@nestjs/cqrs';
import { priceUnknown, rateUsage, type Rating, type Usage } from '../../prices/price-books.ts';
import type { PriceBooks } from '../../prices/price-book.ts';
import { remaining, type Quota } from '../../quotas/quota.ts';
import { BudgetDraft } from '../budget-draft.ts';
import { quotaIn, type BudgetState } from '../budget.ts';
import { reservedAt, usedByKeyAt } from '../held-at.ts';
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
    readonly accessKeyId: string | null,
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
  /** Who asks, when an access key does. */
  readonly accessKeyId: string | null;
  /** What the access key may use in a month; null without such a limit. */
  readonly keyLimit: Micros | null;
}

/** One time of an item: what it costs, or why nobody knows. */
type Unit =
  { readonly micros: Micros; readonly price: Rating['price'] | null } | { readonly refusal: DomainError };

/**
 * Goes through the items in their order as if each time of each were reserved alone, by the same rule: it is granted if
 * what is spent, what is reserved and what was granted before it leave room for it, within the limit of the month and
 * within the cap of the access key. Changes nothing.
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
  const cap = capOf(basis, draft.state);
  const keyRoom = cap && cap.limit - cap.used;
  const planned = items.map((item, index) => estimatedItem(item, units[index] as Unit));
  const total = planned.reduce((sum, { micros }) => sum + micros, 0n);
  return {
    month,
    items: planned.map(({ view }) => view),
    totalUsd: formatUsd(total),
    fits:
      (limit === 0n || total <= room) &&
      (keyRoom === null || total <= keyRoom) &&
      planned.every(({ view }) => view.refusal === null),
    firstRefused: firstRefused(items, units, {
      quota_exceeded: limit === 0n || enforcement === 'soft' ? null : room,
      key_spend_cap_exceeded: keyRoom,
    }),
    enforcement,
    limitUsd: formatUsd(limit),
    spentUsd: formatUsd(spent),
    reservedUsd: formatUsd(reserved),
    remainingUsd: limit === 0n ? null : formatUsd(remaining(spent + reserved, limit)),
    spendCap: cap && {
      monthlyLimitUsd: formatUsd(cap.limit),
      usedUsd: formatUsd(cap.used),
      remainingUsd: formatUsd(remaining(cap.used, cap.limit)),
    },
  };
}

/** What the key that asks may use, and has used; null without a cap. */
function capOf({ accessKeyId, keyLimit, now }: EstimateBasis, state: BudgetState) {
  if (accessKeyId === null || keyLimit === null) return null;
  return { limit: keyLimit, used: usedByKeyAt(state, accessKeyId, now) };
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

/** What is left, by the code of who is refused for want of it; null where nobody is. In the order in which it is looked at. */
type Rooms = Readonly<Record<'quota_exceeded' | 'key_spend_cap_exceeded', Micros | null>>;

function firstRefused(
  items: readonly PlannedItem[],
  units: readonly Unit[],
  rooms: Rooms,
): FirstRefused | null {
  let used = 0n;
  for (const [index, unit] of units.entries()) {
    if ('refusal' in unit) return { index, granted: 0, code: unit.refusal.code };
    const count = BigInt(items[index]?.count ?? 0);
    const { code, granted } = Object.entries(rooms)
      .map(([name, room]) => {
        const left = room === null ? null : room - used;
        return { code: name, granted: grantedIn(left, unit.micros, count) };
      })
      .reduce((least, other) => (other.granted < least.granted ? other : least));
    if (granted < count) return { index, granted: Number(granted), code };
    used += unit.micros * count;
  }
  return null;
}

/** How many times of an item a room has place for. */
function grantedIn(room: Micros | null, micros: Micros, count: bigint): bigint {
  if (room === null || (room >= 0n && micros === 0n)) return count;
  const fitting = room > 0n ? room / micros : 0n;
  return fitting < count ? fitting : count;
}
