import type { FieldProblem } from '@clipcast/kernel';

/** An error answer (RFC 9457), `application/problem+json`, with the members every Clipcast problem has. */
export interface Problem {
  /** A name for the kind of problem, one for each code: `urn:clipcast:problem:<code>`. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** What was wrong and what to do, for a person. */
  readonly detail: string;
  /** The path that was asked for, as the edge shows it: `/api/publish/v1/…`. */
  readonly instance: string;
  /** Stable, for programs. */
  readonly code: string;
  readonly errors?: readonly FieldProblem[];
  readonly traceId?: string;
  /** Whether the same request may succeed later without being changed. */
  readonly retryable: boolean;
  readonly [detail: string]: unknown;
}

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** `quota_exceeded` and `quota.exceeded` are both titled "Quota exceeded". */
export const titleOf = (code: string): string => {
  const words = code.replaceAll(/[._-]+/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

export const problemTypeOf = (code: string): string => `urn:clipcast:problem:${code}`;
