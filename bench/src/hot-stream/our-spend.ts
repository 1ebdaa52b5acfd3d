import type { Deciders } from '@clipcast/event-store';
import { DomainError, type Ids } from '@clipcast/kernel';
import { budget, spend, spender, type Spend } from './budget.ts';

/** Ours: the decider runtime, as every use case of a service calls it. */
export const ourSpend =
  (deciders: Deciders, ids: Ids): Spend =>
  async ({ profileId, id }, micros, limitMicros) => {
    try {
      await deciders.handle({
        aggregate: budget,
        target: { profileId, id },
        context: spender(ids),
        decide: spend(micros, limitMicros),
        reply: (_, version) => version,
      });
      return true;
    } catch (error) {
      if (error instanceof DomainError && error.code === 'budget_exhausted') return false;
      throw error;
    }
  };
