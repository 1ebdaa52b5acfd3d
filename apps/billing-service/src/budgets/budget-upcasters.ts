import type { PrivateUpcasters } from '@clipcast/contracts';

/** How stored facts of budgets that are private to this service become today's. */
export const budgetUpcasters: PrivateUpcasters = {
  QuotaApplied: [(first) => ({ ...first, alsoTellAtPercent: [] })],
};
