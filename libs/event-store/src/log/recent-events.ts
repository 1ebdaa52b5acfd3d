import type { Timers } from '@clipcast/kernel';
import { SharedStatement } from '../database/shared-statement.ts';
import type { RecordedEvent } from './events.ts';
import { LogTail } from './log-tail.ts';

/** The most of the end that is kept: enough for followers that are some batches apart. Beyond it the older half goes. */
const BOUNDS = { eventsMax: 2_000, charsMax: 2 * 1024 * 1024, lookEventsMax: 1_000 };

/** Facts after a number, in order, without a hole. */
type ReadLog = (after: bigint, limit: number) => Promise<readonly RecordedEvent[]>;

/** How the log itself is read. */
export interface LogReads {
  readonly all: ReadLog;
  readonly ofPublic: ReadLog;
}

/** What a look saw: the log as it was at one moment, from the beginning of a tail up to a fact in it. */
interface Seen {
  readonly tail: LogTail;
  readonly end: RecordedEvent;
  /** Whether more may have followed. */
  readonly more: boolean;
}

type InSeen = (seen: Seen) => readonly RecordedEvent[] | undefined;

/**
 * The end of the log, for the many who follow it: a fact is fetched once and taken apart once, whoever needs it. Each answer
 * is what a look saw that began after it was asked for: the look finds the last known fact in its place, by its id, and
 * what it cannot vouch for is read from the log. So a database that was put back under a running process is noticed, and
 * nothing is answered from memory then. Whoever is further back reads the log, and so does everybody when a look fails:
 * what is wrong with facts that somebody else asked for is nothing to those who did not.
 */
export class RecentEvents {
  #tail = new LogTail();
  readonly #looks: SharedStatement<null, Seen | undefined>;

  constructor(
    private readonly read: LogReads,
    timers: Pick<Timers, 'turn'>,
    private readonly bounds = BOUNDS,
  ) {
    this.#looks = new SharedStatement(async (asked) => {
      const seen = await this.#look();
      return asked.map(() => seen);
    }, timers);
  }

  /** Up to `limit` facts after a position, in order. The objects are shared: nobody may change them. */
  async after(position: bigint, limit: number): Promise<readonly RecordedEvent[]> {
    if (this.#tail.has(position)) {
      const events = await this.#seen(limit, ({ tail, end }) => tail.after(position, limit, end));
      if (events) return events;
    }
    const events = await this.read.all(position, limit);
    if ((events.at(-1)?.position ?? 0n) > (this.#tail.last?.position ?? 0n)) this.#keep(new LogTail(events));
    return events;
  }

  /** The same of public facts, after a public number. */
  async publicAfter(number: bigint, limit: number): Promise<readonly RecordedEvent[]> {
    if (this.#tail.hasPublic(number)) {
      const events = await this.#seen(limit, ({ tail, end }) => tail.publicAfter(number, limit, end));
      if (events) return events;
    }
    return this.read.ofPublic(number, limit);
  }

  /** Fewer than asked for means to the reader that there are no more. */
  async #seen(limit: number, find: InSeen): Promise<readonly RecordedEvent[] | undefined> {
    const seen = await this.#looks.ask(null);
    const events = seen && find(seen);
    return events && (events.length >= limit || !seen.more) ? events : undefined;
  }

  /**
   * Reads what follows the last known fact, and that one too, to see that it is still there. Another look, or a read, may
   * change what is kept in the meantime: this one answers by what it found itself.
   */
  async #look(): Promise<Seen | undefined> {
    const tail = this.#tail;
    const { last, length: known } = tail;
    if (!last) return undefined;
    const { lookEventsMax } = this.bounds;
    // Whoever asked reads for himself then, and gets the error if it is his.
    const found = await this.read.all(last.position - 1n, lookEventsMax + 1).catch(() => []);
    const end = found[0]?.id === last.id ? tail.grow(known, found.slice(1)) : undefined;
    if (tail === this.#tail) this.#keep(end ? tail : new LogTail());
    return end && { tail, end, more: found.length > lookEventsMax };
  }

  #keep(tail: LogTail): void {
    this.#tail = tail.within(this.bounds.eventsMax, this.bounds.charsMax);
  }
}
