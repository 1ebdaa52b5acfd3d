const PER_FIRST_TRY = 0.1;
const TOKENS_MAX = 10;

/**
 * Keeps retries to a tenth of what is tried for the first time, so that a Postiz in trouble is not asked more than one in
 * health. It begins full: what follows a restart may be retried.
 */
export class RetryBudget {
  #tokens = TOKENS_MAX;
  /** Retries that were allowed and are still to be carried out; they do not earn what first tries do. */
  #allowed = 0;

  /** How many retries would be allowed in a row now. */
  get left(): number {
    return Math.floor(this.#tokens);
  }

  /** Whether a call may be repeated now; a yes takes one from the budget. */
  mayRetry(): boolean {
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    this.#allowed += 1;
    return true;
  }

  /** Told of every call that is made. */
  countCall(): void {
    if (this.#allowed > 0) this.#allowed -= 1;
    else this.#tokens = Math.min(TOKENS_MAX, this.#tokens + PER_FIRST_TRY);
  }
}
