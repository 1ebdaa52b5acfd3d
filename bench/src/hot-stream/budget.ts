import { DomainError, prefixed, type Ids } from '@clipcast/kernel';
import type { Aggregate, CommandContext, DomainEvent, EventStore, StreamRef } from '@clipcast/event-store';

type MoneySpent = DomainEvent<'MoneySpent', { readonly micros: number; readonly purpose: string }>;

export interface BudgetState {
  readonly spentMicros: number;
}

/** A budget as billing keeps one: every command needs all that was spent before it. */
export const budget: Aggregate<BudgetState, MoneySpent> = {
  streamType: 'bench-budget',
  initialState: { spentMicros: 0 },
  eventTypes: { MoneySpent: true },
  evolve: ({ spentMicros }, { data }) => ({ spentMicros: spentMicros + data.micros }),
};

/** The invariant: never more than the limit, whoever spends at the same time. */
export const spend =
  (micros: number, limitMicros: number) =>
  ({ spentMicros }: BudgetState): MoneySpent[] => {
    if (spentMicros + micros > limitMicros)
      throw new DomainError('budget_exhausted', 'conflict', 'The budget does not hold that much.');
    return [{ type: 'MoneySpent', data: { micros, purpose: 'narration of twelve seconds' } }];
  };

export const newBudget = (ids: Ids): StreamRef => ({
  profileId: prefixed('prf', ids.next()),
  type: budget.streamType,
  id: ids.next(),
});

export const spender = (ids: Ids): CommandContext => ({
  actor: 'operator:bench',
  correlationId: ids.next(),
});

/** A way to spend from one budget: true when it was granted, false when the budget refused. */
export type Spend = (stream: StreamRef, micros: number, limitMicros: number) => Promise<boolean>;

/** How much the log says was spent. */
export const spentOf = async (store: EventStore, stream: StreamRef): Promise<number> =>
  (await store.readStream(stream)).reduce((sum, { data }) => sum + (data as MoneySpent['data']).micros, 0);
