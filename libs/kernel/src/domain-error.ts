/** What went wrong, as a class of answers; the HTTP status follows from it in one place (service-kit). */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'over_quota'
  | 'not_found'
  | 'conflict'
  | 'stale'
  | 'too_large'
  | 'unsupported_media'
  | 'range_unsatisfiable'
  | 'unprocessable'
  | 'too_many'
  | 'unavailable'
  | 'upstream';

/** One field that was refused, by JSON pointer (RFC 6901). */
export interface FieldProblem {
  readonly pointer: string;
  readonly detail: string;
}

/**
 * A refusal: a stable `code` for programs, a message that says what was wrong and what to do, and nothing changed.
 * `details` become members of the problem document; they never hold a secret.
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';

  constructor(
    readonly code: string,
    readonly kind: ErrorKind,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
