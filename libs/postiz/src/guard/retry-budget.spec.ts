import { RetryBudget } from './retry-budget.ts';

/** How many retries it allows in a row. */
const drain = (budget: RetryBudget): number => {
  let allowed = 0;
  while (budget.mayRetry()) {
    budget.countCall();
    allowed += 1;
  }
  return allowed;
};

it('allows ten retries at once, then none', () => {
  const budget = new RetryBudget();
  expect(drain(budget)).toBe(10);
  expect(budget.left).toBe(0);
});

it('earns one retry by ten first tries, and none by retries', () => {
  const budget = new RetryBudget();
  drain(budget);
  for (let tries = 0; tries < 31; tries += 1) budget.countCall();
  expect(drain(budget)).toBe(3);
});

it('saves up no more than ten', () => {
  const budget = new RetryBudget();
  for (let tries = 0; tries < 1_000; tries += 1) budget.countCall();
  expect(drain(budget)).toBe(10);
});
