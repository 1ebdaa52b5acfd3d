import type { Clock, Uuid } from '@clipcast/kernel';
import type { ForeignLog } from './foreign-log.ts';
import type { Progress } from './progress.ts';
import { SourceBehindError } from './replaced-log.ts';

/** How often the source's head is asked for. */
const ASK_MS = 10_000;
/** How long nothing must have come before the stream is doubted; the way through relay and stream takes far less. */
const QUIET_MS = 1_000;

/** The end of the source's log, as it answered. */
export interface SourceHead {
  readonly number: bigint;
  readonly epoch: Uuid;
}

/**
 * Compares what has come with the end of the source's log. A stream that lost its tail can leave out what is published
 * next without a word, and no later event shows the hole.
 */
export class HeadWatch {
  #number = -1n;
  #epoch: Uuid | null = null;
  #movedMs = 0;
  #askedMs = Number.NEGATIVE_INFINITY;
  #head: SourceHead | undefined;
  #answeredMs = 0;
  /** How far the subscription was when the head was asked for: the source cannot be behind that. */
  #seen = 0n;

  constructor(
    private readonly log: ForeignLog,
    private readonly clock: Clock,
  ) {}

  /** The source's head as last known; undefined until it has answered. */
  get head(): SourceHead | undefined {
    return this.#head;
  }

  /**
   * Told how far the subscription is, as often as possible; asks on its own now and then, and waits for nothing. True when
   * the source has had more for a while and nothing came. @throws {SourceBehindError}, {EpochChangedError}
   */
  isBehind(progress: Pick<Progress<never>, 'number' | 'epoch' | 'checkEpoch'>, signal: AbortSignal): boolean {
    const { number } = progress;
    const nowMs = this.clock.monotonicMs();
    // A person has accepted the log as it is now: what was known about it means nothing any more.
    if (number < this.#number || progress.epoch !== this.#epoch) this.#forget();
    this.#epoch = progress.epoch;
    if (number !== this.#number) {
      this.#number = number;
      this.#movedMs = nowMs;
    }
    if (nowMs - this.#askedMs >= ASK_MS) {
      this.#askedMs = nowMs;
      void this.#ask(number, signal);
    }
    if (!this.#head) return false;
    progress.checkEpoch(this.#head.epoch);
    if (this.#head.number < this.#seen) {
      throw new SourceBehindError(this.log.service, this.#head.number, this.#seen);
    }
    if (this.#head.number <= number) return false;
    return nowMs - Math.max(this.#movedMs, this.#answeredMs) >= QUIET_MS;
  }

  #forget(): void {
    this.#head = undefined;
    this.#seen = 0n;
    this.#askedMs = Number.NEGATIVE_INFINITY;
  }

  /** A source that does not answer is no trouble of ours: the stream goes on bringing what it says. */
  async #ask(seen: bigint, signal: AbortSignal): Promise<void> {
    const epoch = this.#epoch;
    const page = await this.log.page(0n, 0, signal).catch(() => undefined);
    if (!page || epoch !== this.#epoch || seen > this.#number) return;
    this.#head = { number: page.head, epoch: page.epoch };
    this.#seen = seen;
    this.#answeredMs = this.clock.monotonicMs();
  }
}
