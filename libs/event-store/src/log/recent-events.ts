import type { Timers } from '@clipcast/kernel';
import { SharedStatement } from '../database/shared-statement.ts';
import type { RecordedEvent } from './events.ts';

/** The most of the end that is kept: enough for followers that are some batches apart. Beyond it the older half goes. */
const EVENTS_MAX = 2_000;
const CHARS_MAX = 2 * 1024 * 1024;
const LOOK_EVENTS_MAX = 1_000;

/** Facts after a number, in order, without a hole. */
type ReadLog = (after: bigint, limit: number) => Promise<readonly RecordedEvent[]>;

/** How the log itself is read. */
export interface LogReads {
  readonly all: ReadLog;
  readonly ofPublic: ReadLog;
}

/**
 * The end of the log, for the many who follow it: a fact is fetched once and taken apart once, whoever needs it. Each answer
 * is confirmed by a look at the log that begins after it was asked for and that finds the last known fact in its place, by
 * its id. So a database that was put back under a running process is noticed, and nothing is answered from memory then. Whoever is
 * further back reads the log.
 */
export class RecentEvents {
  #events: RecordedEvent[] = [];
  /** What the data of the kept ones come to. */
  #chars = 0;
  /** Answers whether more may follow than was read. */
  readonly #looks: SharedStatement<null, boolean>;

  constructor(
    private readonly read: LogReads,
    timers: Pick<Timers, 'turn'>,
  ) {
    this.#looks = new SharedStatement(async (asked) => {
      const more = await this.#look();
      return asked.map(() => more);
    }, timers);
  }

  /** Up to `limit` facts after a position, in order. The objects are shared: nobody may change them. */
  async after(position: bigint, limit: number): Promise<readonly RecordedEvent[]> {
    if (this.#indexOf(position) >= 0) {
      await this.#looks.ask(null);
      const from = this.#indexOf(position) + 1;
      if (from > 0) return this.#events.slice(from, from + limit);
    }
    const events = await this.read.all(position, limit);
    if ((events.at(-1)?.position ?? 0n) > (this.#events.at(-1)?.position ?? 0n)) this.#begin(events);
    return events;
  }

  /** The same of public facts, after a public number. */
  async publicAfter(number: bigint, limit: number): Promise<readonly RecordedEvent[]> {
    if (this.#publicIndexOf(number) >= 0) {
      const more = await this.#looks.ask(null);
      const from = this.#publicIndexOf(number) + 1;
      const events = this.#events.slice(from).filter(({ publicNumber }) => publicNumber !== null);
      // Fewer than asked for means to the reader that there are no more.
      if (from > 0 && (events.length >= limit || !more)) return events.slice(0, limit);
    }
    return this.read.ofPublic(number, limit);
  }

  /** Where the fact with a position is among those that are kept; -1 when it is not. */
  #indexOf(position: bigint): number {
    const [first] = this.#events;
    const index = first ? Number(position - first.position) : -1;
    return index < this.#events.length ? index : -1;
  }

  #publicIndexOf(number: bigint): number {
    return this.#events.findLastIndex(({ publicNumber }) => publicNumber === number);
  }

  /** Reads what follows the last known fact, and that one too, to see that it is still there. */
  async #look(): Promise<boolean> {
    const last = this.#events.at(-1);
    if (!last) return true;
    const [same, ...newer] = await this.read.all(last.position - 1n, LOOK_EVENTS_MAX + 1);
    // Another look, or a read, has changed what is kept in the meantime.
    if (this.#events.at(-1) !== last) return true;
    if (same?.id === last.id) this.#keep(newer);
    else this.#begin([]);
    return same?.id !== last.id || newer.length === LOOK_EVENTS_MAX;
  }

  #begin(events: readonly RecordedEvent[]): void {
    this.#events = [];
    this.#chars = 0;
    this.#keep(events);
  }

  #keep(newer: readonly RecordedEvent[]): void {
    this.#events.push(...newer);
    this.#chars += charsOf(newer);
    while (this.#events.length > 1 && (this.#events.length > EVENTS_MAX || this.#chars > CHARS_MAX)) {
      const older = this.#events.splice(0, Math.ceil(this.#events.length / 2));
      this.#chars -= charsOf(older);
    }
  }
}

const charsOf = (events: readonly RecordedEvent[]): number =>
  events.reduce((sum, { dataText }) => sum + (dataText?.length ?? 0), 0);
