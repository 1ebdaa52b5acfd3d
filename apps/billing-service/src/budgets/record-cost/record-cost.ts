import type { CostIncurred, CostRecorded } from '@clipcast/contracts';
import { replay, type CommandContext } from '@clipcast/event-store';
import { derivedId, formatUsd, parseUsd, type CostId, type ProfileId, type Uuid } from '@clipcast/kernel';
import { Command } from '@nestjs/cqrs';
import type { Quota } from '../../quotas/quota.ts';
import {
  budget,
  NOTHING_RESERVED,
  quotaApplied,
  quotaInForce,
  standingChanges,
  type BudgetEvent,
  type BudgetState,
} from '../budget.ts';
import type { Month } from '../month.ts';

/** A cost as somebody reported it. */
export type IncurredCost = CostIncurred['data'];

/** Books a cost in the month in which it was incurred. */
export class RecordCost extends Command<'recorded' | 'duplicate'> {
  constructor(
    readonly profileId: ProfileId,
    readonly cost: IncurredCost,
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

/** What the decision has to know beside the month's own facts. */
export interface CostBooking {
  readonly month: Month;
  /** Whether the month has not ended. */
  readonly isOpen: boolean;
  readonly cost: IncurredCost;
  /** The newest quota that has come over. */
  readonly quota: Quota;
}

/** A cost that was incurred is the truth: it is booked whatever the limit says. */
export function recordCost({ month, isOpen, cost, quota }: CostBooking, state: BudgetState): BudgetEvent[] {
  const inForce = quotaInForce(state.quota, quota, isOpen);
  const applied = inForce === state.quota ? [] : [quotaApplied(month, inForce)];
  const recorded: CostRecorded = {
    type: 'CostRecorded',
    data: {
      month,
      costId: cost.costId,
      provider: cost.provider,
      model: cost.model,
      quantity: cost.quantity,
      unit: cost.unit,
      amountUsd: formatUsd(parseUsd(cost.amountUsd)),
      incurredAt: cost.incurredAt,
      source: sourceOf(cost),
      spentUsd: formatUsd(state.spent + parseUsd(cost.amountUsd)),
      reservedUsd: NOTHING_RESERVED,
      limitUsd: formatUsd(inForce.limit),
    },
  };
  const facts: BudgetEvent[] = [...applied, recorded];
  return [...facts, ...standingChanges(month, state, replay(budget, facts, state))];
}

const sourceOf = ({ source }: IncurredCost): Record<string, string> =>
  Object.fromEntries(
    Object.entries(source).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
