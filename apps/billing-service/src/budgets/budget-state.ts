import type { CostId, Micros } from '@clipcast/kernel';
import type { Map, Set } from 'immutable';
import type { Quota } from '../quotas/quota.ts';
import type { Holds } from './holds.ts';

/** What the facts of a profile's month come to. */
export interface BudgetState {
  readonly spent: Micros;
  /** The sum of the holds whose end nobody has noted; what of it counts at an instant says `reservedAt`. */
  readonly reserved: Micros;
  /** Null until the month begins. */
  readonly quota: Quota | null;
  /** Whether it was told last that nothing is left. */
  readonly isExhausted: boolean;
  /** The shares of the limit that were told under it. */
  readonly told: readonly number[];
  readonly holds: Holds;
  /** Usage that waits for a price. */
  readonly heldAside: Set<CostId>;
  /** What each access key has spent, or holds; at an instant `usedByKeyAt`. */
  readonly usedByKey: Map<string, Micros>;
  readonly isClosed: boolean;
}
