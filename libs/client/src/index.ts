export { createClient, type ClientOptions, type ClipcastClient } from './client.ts';
export type { Estimate, Outcome, Spent, Usage } from './budget/spending.ts';
export { withBudget, type Budgeted, type BudgetedResult, type Hold } from './budget/with-budget.ts';
export {
  ClipcastError,
  HoldEnded,
  NothingSpent,
  PriceUnknown,
  QuotaExceeded,
  UnsettledSpend,
  type Problem,
} from './errors.ts';
export type { components as BillingComponents, paths as BillingPaths } from './generated/billing-api.ts';
export type { components as ProfileComponents, paths as ProfilePaths } from './generated/profile-api.ts';
export type { components as PublishComponents, paths as PublishPaths } from './generated/publish-api.ts';
export type { RetryOptions } from './retry.ts';
