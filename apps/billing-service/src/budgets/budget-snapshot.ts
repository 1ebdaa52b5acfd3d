import type { SnapshotForm } from '@clipcast/event-store';
import { formatUsd, parseUsd, type CostId, type ReservationId } from '@clipcast/kernel';
import { Map, Set } from 'immutable';
import type { Quota } from '../quotas/quota.ts';
import type { BudgetState } from './budget-state.ts';
import { Holds, type Hold } from './holds.ts';

type AsText<T, K extends keyof T> = Omit<T, K> & Readonly<Record<K, string>>;

/** A state as a snapshot keeps it: amounts as text, like everywhere outside. */
interface SavedBudget {
  readonly spent: string;
  readonly reserved: string;
  readonly quota: AsText<Quota, 'limit'> | null;
  readonly isExhausted: boolean;
  readonly told: readonly number[];
  readonly holds: readonly (readonly [ReservationId, AsText<Hold, 'amount'>])[];
  readonly heldAside: readonly CostId[];
  readonly usedByKey: readonly (readonly [string, string])[];
  readonly isClosed: boolean;
}

/** A brand's month can hold a hundred thousand costs. */
export const budgetSnapshots: SnapshotForm<BudgetState> = {
  format: 2,
  save: (state) => {
    const saved: SavedBudget = {
      spent: formatUsd(state.spent),
      reserved: formatUsd(state.reserved),
      quota: state.quota && { ...state.quota, limit: formatUsd(state.quota.limit) },
      isExhausted: state.isExhausted,
      told: state.told,
      holds: [...state.holds].map(([id, hold]) => [id, { ...hold, amount: formatUsd(hold.amount) }]),
      heldAside: [...state.heldAside],
      usedByKey: [...state.usedByKey].map(([key, used]) => [key, formatUsd(used)]),
      isClosed: state.isClosed,
    };
    return structuredClone(saved) as never;
  },
  load: (json) => {
    const saved = json as unknown as SavedBudget;
    const holds = saved.holds.map(([id, hold]) => [id, { ...hold, amount: parseUsd(hold.amount) }] as const);
    return {
      spent: parseUsd(saved.spent),
      reserved: parseUsd(saved.reserved),
      quota: saved.quota && { ...saved.quota, limit: parseUsd(saved.quota.limit) },
      isExhausted: saved.isExhausted,
      told: saved.told,
      holds: Holds.of(holds),
      heldAside: Set(saved.heldAside),
      usedByKey: Map(saved.usedByKey.map(([key, used]) => [key, parseUsd(used)])),
      isClosed: saved.isClosed,
    };
  },
};
