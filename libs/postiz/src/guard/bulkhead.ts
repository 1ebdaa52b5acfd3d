import type { Timers } from '@clipcast/kernel';
import { PostizCallError } from '../postiz-call-error.ts';

/** Gives a place back; a second call does nothing. */
export type Leave = () => void;

export interface BulkheadLimits {
  readonly inFlightMax: number;
  readonly waitingMax: number;
  /** The longest wait for a place, unless the caller's own time is shorter. */
  readonly waitMsMax: number;
}

/** A wait that the caller limits itself. */
export interface WaitBounds {
  readonly signal?: AbortSignal | undefined;
  readonly withinMs?: number | undefined;
}

/**
 * So many calls at once and no more, with a short queue in front, first come first served. Whoever is not let in has sent
 * nothing.
 */
export class Bulkhead {
  #inFlight = 0;
  readonly #queue: (() => void)[] = [];

  constructor(
    private readonly timers: Timers,
    private readonly limits: BulkheadLimits,
  ) {}

  get inFlight(): number {
    return this.#inFlight;
  }

  get waiting(): number {
    return this.#queue.length;
  }

  /** Takes a place. @throws {PostizCallError} `not_sent`: `postiz_busy`, or `postiz_cancelled` when `signal` aborts. */
  async enter({ signal, withinMs = Infinity }: WaitBounds = {}): Promise<Leave> {
    if (signal?.aborted) throw this.#refusal(signal);
    if (this.#inFlight < this.limits.inFlightMax) this.#inFlight += 1;
    else if (this.#queue.length < this.limits.waitingMax) await this.#wait(withinMs, signal);
    else throw this.#refusal();
    let left = false;
    return () => {
      if (!left) this.#leave();
      left = true;
    };
  }

  #wait(withinMs: number, signal?: AbortSignal): Promise<void> {
    const over = this.timers.deadline(Math.min(withinMs, this.limits.waitMsMax), signal);
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        this.#queue.splice(this.#queue.indexOf(letIn), 1);
        reject(this.#refusal(signal));
      };
      const letIn = (): void => {
        over.removeEventListener('abort', giveUp);
        resolve();
      };
      this.#queue.push(letIn);
      if (over.aborted) giveUp();
      else over.addEventListener('abort', giveUp, { once: true });
    });
  }

  /** The place goes to the one who waits longest, without ever being free in between. */
  #leave(): void {
    const next = this.#queue.shift();
    if (next) next();
    else this.#inFlight -= 1;
  }

  #refusal(signal?: AbortSignal): PostizCallError {
    return signal?.aborted
      ? new PostizCallError('not_sent', 'postiz_cancelled', 'The call was given up before it was made.')
      : new PostizCallError(
          'not_sent',
          'postiz_busy',
          'Too many calls to this Postiz are under way already.',
          {
            retryAfterMs: this.limits.waitMsMax,
          },
        );
  }
}
