import type { Runtime } from '@clipcast/kernel';
import { startTimeLeft } from '../deadline.ts';
import { PostizCallError } from '../postiz-call-error.ts';
import { Breaker, type BreakerState, type Verdict } from './breaker.ts';
import { Bulkhead, type Leave, type WaitBounds } from './bulkhead.ts';
import { RetryBudget } from './retry-budget.ts';
import { verdictOf } from './verdict-of.ts';

const IN_FLIGHT_MAX = 4;
/** Of the calls in flight, so that clips of gigabytes leave room for the calls that have an instant to meet. */
const UPLOADS_MAX = 2;
const WAITING_MAX = 16;
const WAIT_MS_MAX = 5_000;

/** How a guard stands, for people. */
export interface GuardState extends BreakerState {
  readonly inFlight: number;
  readonly waiting: number;
  readonly retriesLeft: number;
}

/** A call to be made: how long it may still take is only known once it may begin. */
export type GuardedCall<T> = (leftMs: number) => Promise<T>;

/** Which call it is, and how long its caller lets it wait; `withinMs` covers the wait and the call. */
export interface CallBounds extends WaitBounds {
  readonly kind?: 'call' | 'upload';
}

/**
 * What stands between the calls of one tenant to one host and everybody else: a bulkhead, so that a slow Postiz holds no
 * more than its share; a breaker, so that a dead one is left alone; a retry budget. It outlives clients: a new key does
 * not make a dead host well.
 */
export class CallGuard {
  readonly #runtime: Runtime;
  readonly #breaker: Breaker;
  readonly #calls: Bulkhead;
  readonly #uploads: Bulkhead;
  readonly #retries = new RetryBudget();

  constructor(runtime: Runtime) {
    const limits = { waitingMax: WAITING_MAX, waitMsMax: WAIT_MS_MAX };
    this.#runtime = runtime;
    this.#breaker = new Breaker(runtime.clock);
    this.#calls = new Bulkhead(runtime.timers, { ...limits, inFlightMax: IN_FLIGHT_MAX });
    this.#uploads = new Bulkhead(runtime.timers, { ...limits, inFlightMax: UPLOADS_MAX });
  }

  /**
   * Makes the call as soon as it may be made.
   * @throws {PostizCallError} `not_sent`: `postiz_circuit_open` with the wait until the next probe, `postiz_busy`,
   * `postiz_cancelled`, `postiz_timeout`; and whatever the call throws.
   */
  async run<T>(
    call: GuardedCall<T>,
    { kind = 'call', withinMs = Infinity, signal }: CallBounds = {},
  ): Promise<T> {
    const leftMs = startTimeLeft(this.#runtime.clock, withinMs);
    this.#breaker.check();
    const leave = await this.#enter(kind, leftMs, signal);
    try {
      if (leftMs() <= 0) throw tooLate();
      return await this.#pass(() => call(leftMs()));
    } finally {
      leave();
    }
  }

  /** Whether a call that failed may be repeated now; a yes takes one from the budget. */
  mayRetry(): boolean {
    return this.#retries.mayRetry();
  }

  state(): GuardState {
    return {
      ...this.#breaker.state(),
      inFlight: this.#calls.inFlight,
      waiting: this.#calls.waiting + this.#uploads.waiting,
      retriesLeft: this.#retries.left,
    };
  }

  /** Uploads queue among themselves first, so that they never fill the queue of the others. */
  async #enter(kind: 'call' | 'upload', leftMs: () => number, signal?: AbortSignal): Promise<Leave> {
    if (kind === 'call') return this.#calls.enter({ withinMs: leftMs(), signal });
    const leaveUploads = await this.#uploads.enter({ withinMs: leftMs(), signal });
    try {
      const leaveCalls = await this.#calls.enter({ withinMs: leftMs(), signal });
      return () => {
        leaveCalls();
        leaveUploads();
      };
    } catch (error) {
      leaveUploads();
      throw error;
    }
  }

  async #pass<T>(call: () => Promise<T>): Promise<T> {
    const passage = this.#breaker.pass();
    this.#retries.countCall();
    let verdict: Verdict = 'answered';
    try {
      return await call();
    } catch (error) {
      verdict = verdictOf(error);
      throw error;
    } finally {
      passage.end(verdict);
    }
  }
}

const tooLate = (): PostizCallError =>
  new PostizCallError('not_sent', 'postiz_timeout', 'The time of the call was over before it could be made.');
