/** What the filter needs to know of an error to answer it, whoever threw it. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly retryable: boolean;
  readonly details?: Readonly<Record<string, unknown>>;
  /** Seconds, for the `Retry-After` header. */
  readonly retryAfterSeconds?: number;
  /** Whether the error itself goes to the log: outages and bugs, not refusals. */
  readonly log: boolean;
}
