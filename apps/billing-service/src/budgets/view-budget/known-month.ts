import { replay, type RecordedEvent } from '@clipcast/event-store';
import { parseUsd, type Micros } from '@clipcast/kernel';
import { Map } from 'immutable';
import { budget, type BudgetEvent, type BudgetState } from '../budget.ts';
import { toldAfter, type ToldThreshold } from '../told-thresholds.ts';

/** Everything a month's facts say at an instant. */
export interface KnownMonth {
  readonly state: BudgetState;
  /** Of the month's stream; 0 before its first fact. */
  readonly version: number;
  readonly told: readonly ToldThreshold[];
  /** What was spent on each of its days, UTC. */
  readonly days: Map<string, Micros>;
}

export const NOTHING_KNOWN: KnownMonth = {
  state: budget.initialState,
  version: 0,
  told: [],
  days: Map(),
};

/** What is known after another fact. @throws {UnknownEventError} */
export function knownAfter(known: KnownMonth, recorded: RecordedEvent): KnownMonth {
  const { state, told, days } = known;
  const { version, recordedAt } = recorded;
  const next = replay(budget, [recorded], state);
  const fact = recorded as RecordedEvent & BudgetEvent;
  return {
    state: next,
    version,
    told: toldAfter(told, fact, { recordedAt, spent: state.spent }),
    days: fact.type === 'CostRecorded' ? withCost(days, fact.data) : days,
  };
}

/** What another, closed month passed on to this one is no day of it. */
function withCost(
  days: KnownMonth['days'],
  { month, incurredAt, amountUsd }: { month: string; incurredAt: string; amountUsd: string },
): KnownMonth['days'] {
  const day = new Date(incurredAt).toISOString().slice(0, 10);
  return day.startsWith(month) ? days.update(day, 0n, (sum) => sum + parseUsd(amountUsd)) : days;
}
