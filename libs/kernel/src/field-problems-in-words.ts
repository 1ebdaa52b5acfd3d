import type { FieldProblem } from './domain-error.ts';

/** How many problems a request has, and what the first one is, as the end of a sentence; "errors" has all of them. */
export function fieldProblemsInWords(errors: readonly FieldProblem[]): string {
  const [first] = errors;
  if (!first) return '0 problems.';
  const where = first.pointer === '' ? '' : ` at ${first.pointer}`;
  const what = `${where}: ${first.detail.replace(/\.?$/, '.')}`;
  return errors.length === 1
    ? `1 problem${what}`
    : `${errors.length} problems; see "errors". The first${what}`;
}
