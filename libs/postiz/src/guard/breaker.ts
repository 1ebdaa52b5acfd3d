import type { Clock } from '@clipcast/kernel';
import { PostizCallError } from '../postiz-call-error.ts';
import { RollingCount } from './rolling-count.ts';

const WINDOW_MS = 30_000;
const CALLS_MIN = 10;
const FAILED_SHARE = 0.5;
const OPEN_MS_MIN = 15_000;
const OPEN_MS_MAX = 300_000;
/** How long to wait while a probe is under way. */
const PROBE_WAIT_MS = 1_000;

/** What a call that was let through showed. `nothing`: it ended for a reason that lies on our side. */
export type Verdict = 'answered' | 'failed' | 'nothing';

/** A call that was let through; tell what came of it exactly once. */
export interface Passage {
  end(verdict: Verdict): void;
}

export interface BreakerState {
  /** `half-open`: the next call, or the one under way, decides whether it closes. */
  readonly breaker: 'closed' | 'open' | 'half-open';
  /** When the next call may be tried; null unless open. */
  readonly openUntil: Date | null;
  readonly callsCounted: number;
  readonly failuresCounted: number;
}

/**
 * Keeps calls from a Postiz that does not answer: once half of at least ten calls in 30 seconds failed it lets none
 * through for 15 seconds, then a single probe, whose failure doubles the wait up to five minutes and whose success ends it.
 */
export class Breaker {
  readonly #count = new RollingCount(WINDOW_MS);
  #openMs = OPEN_MS_MIN;
  /** On the monotonic clock; undefined while closed. */
  #probeAt: number | undefined;
  #probing = false;
  /** Grows with every opening and closing: what a call of an earlier round showed is no news. */
  #round = 0;

  constructor(private readonly clock: Clock) {}

  /** Whether a call would be let through now. @throws {PostizCallError} `not_sent`, `postiz_circuit_open` when not. */
  check(): void {
    const waitMs = this.#waitMs();
    if (waitMs === 0) return;
    const message = 'This Postiz did not answer most of the last calls, so none is made for a while.';
    throw new PostizCallError('not_sent', 'postiz_circuit_open', message, {
      retryAfterMs: Math.ceil(waitMs),
    });
  }

  /** Lets one call through. @throws {PostizCallError} as `check` does. */
  pass(): Passage {
    this.check();
    const isProbe = this.#probeAt !== undefined;
    if (isProbe) this.#probing = true;
    const round = this.#round;
    return {
      end: (verdict) => {
        if (round !== this.#round) return;
        if (isProbe) this.#endProbe(verdict);
        else this.#endCall(verdict);
      },
    };
  }

  state(): BreakerState {
    const { calls, failures } = this.#count.sum(this.clock.monotonicMs());
    const leftMs = this.#leftMs();
    const half = this.#probing || leftMs <= 0 ? 'half-open' : 'open';
    return {
      breaker: this.#probeAt === undefined ? 'closed' : half,
      openUntil:
        this.#probeAt !== undefined && leftMs > 0 ? new Date(this.clock.now().getTime() + leftMs) : null,
      callsCounted: calls,
      failuresCounted: failures,
    };
  }

  #endCall(verdict: Verdict): void {
    if (verdict === 'nothing') return;
    const now = this.clock.monotonicMs();
    this.#count.add(now, verdict === 'failed');
    const { calls, failures } = this.#count.sum(now);
    if (calls >= CALLS_MIN && failures >= calls * FAILED_SHARE) this.#open(OPEN_MS_MIN);
  }

  /** A probe that showed nothing leaves the question to the next call. */
  #endProbe(verdict: Verdict): void {
    this.#probing = false;
    if (verdict === 'failed') this.#open(Math.min(this.#openMs * 2, OPEN_MS_MAX));
    if (verdict === 'answered') this.#close();
  }

  #open(openMs: number): void {
    this.#round += 1;
    this.#openMs = openMs;
    this.#probeAt = this.clock.monotonicMs() + openMs;
  }

  #close(): void {
    this.#round += 1;
    this.#probeAt = undefined;
    this.#count.clear();
  }

  #leftMs(): number {
    return this.#probeAt === undefined ? 0 : this.#probeAt - this.clock.monotonicMs();
  }

  #waitMs(): number {
    const leftMs = this.#leftMs();
    if (leftMs > 0) return leftMs;
    return this.#probing ? PROBE_WAIT_MS : 0;
  }
}
