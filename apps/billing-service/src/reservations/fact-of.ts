import type { BudgetEvent } from '../budgets/budget.ts';

type FactData<Type extends BudgetEvent['type']> = Extract<BudgetEvent, { readonly type: Type }>['data'];

/** The data of the fact of a type that a decision holds. @throws {Error} when it holds none: a fault of the decision. */
export function factOf<Type extends BudgetEvent['type']>(
  facts: readonly BudgetEvent[],
  type: Type,
): FactData<Type> {
  const fact = facts.find((decided) => decided.type === type);
  if (!fact) throw new Error(`The decision holds no ${type}.`);
  return fact.data as FactData<Type>;
}
