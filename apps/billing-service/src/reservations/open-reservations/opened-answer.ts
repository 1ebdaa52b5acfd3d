import { formatUsd, type Micros } from '@clipcast/kernel';
import { quotaIn, type BudgetEvent, type BudgetState } from '../../budgets/budget.ts';
import { reservedAt } from '../../budgets/held-at.ts';
import type { Month } from '../../budgets/month.ts';
import { isReached, remaining, type Quota } from '../../quotas/quota.ts';
import type { OpenedReservation } from '../reservation-view.ts';

/** What is answered to those who were granted: from the facts that were just decided, and the state after them. */
export function openedAnswers(
  { month, now }: { readonly month: Month; readonly now: Date },
  facts: readonly BudgetEvent[],
  state: BudgetState,
): OpenedReservation[] {
  const quota = quotaIn(state);
  const { limit } = quota;
  const used = state.spent + reservedAt(state, now);
  const warning = warningOf(month, used, quota);
  return facts
    .filter((fact) => fact.type === 'ReservationOpened')
    .map(({ data: { reservationId, amountUsd, expiresAt, groupId } }) => ({
      id: reservationId,
      month,
      amountUsd,
      remainingUsd: limit === 0n ? null : formatUsd(remaining(used, limit)),
      expiresAt,
      groupId,
      ...(warning === undefined ? {} : { warning }),
    }));
}

/** A soft limit refuses nothing, so it is said that it is exceeded; any limit says when it is nearly used up. */
function warningOf(month: Month, used: Micros, quota: Quota): string | undefined {
  const limitUsd = formatUsd(quota.limit);
  if (quota.limit === 0n) return undefined;
  if (used > quota.limit)
    return `With this, ${formatUsd(used - quota.limit)} USD more than ${month}'s limit of ${limitUsd} USD are spent or reserved. The limit is soft, so it was granted.`;
  if (isReached(quota.warnAtPercent, used, quota))
    return `With this, ${quota.warnAtPercent} % of ${month}'s limit of ${limitUsd} USD are spent or reserved; ${formatUsd(remaining(used, quota.limit))} USD are left.`;
  return undefined;
}
