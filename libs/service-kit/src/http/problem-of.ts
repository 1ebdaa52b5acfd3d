import { problemTypeOf, titleOf, type Problem } from './problem.ts';
import type { Refusal } from './refusal.ts';

/** The document of a refusal. A refusal's details can add members but not replace one that every problem has. */
export const problemOf = (refusal: Refusal, instance: string, traceId: string | undefined): Problem => ({
  ...refusal.details,
  type: problemTypeOf(refusal.code),
  title: titleOf(refusal.code),
  status: refusal.status,
  detail: refusal.detail,
  instance,
  code: refusal.code,
  ...(traceId === undefined ? {} : { traceId }),
  retryable: refusal.retryable,
});

/** The text of a problem; integers beyond JSON's numbers become text. */
export const problemText = (problem: Problem): string =>
  JSON.stringify(problem, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
