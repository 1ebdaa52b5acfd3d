import type { Micros } from '@clipcast/kernel';
import type { BudgetState } from './budget-state.ts';

/** What is set aside at an instant: a hold past its time sets nothing aside, whether anybody has noted it or not. */
export const reservedAt = ({ reserved, holds }: BudgetState, now: Date): Micros =>
  reserved - holds.dueAmount(now.getTime());

/** What an access key has spent, or holds, at an instant. */
export const usedByKeyAt = ({ usedByKey, holds }: BudgetState, accessKeyId: string, now: Date): Micros =>
  usedByKey.get(accessKeyId, 0n) - holds.dueAmount(now.getTime(), accessKeyId);
