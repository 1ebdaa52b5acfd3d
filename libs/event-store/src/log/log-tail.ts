import type { RecordedEvent } from './events.ts';

/** A run of the log, in order and without a hole. It only grows, so what was seen in it stays where it was seen. */
export class LogTail {
  readonly #events: RecordedEvent[] = [];
  readonly #public: RecordedEvent[] = [];
  /** What the data of all come to. */
  #chars = 0;

  constructor(events: readonly RecordedEvent[] = []) {
    this.#add(events);
  }

  get length(): number {
    return this.#events.length;
  }

  get last(): RecordedEvent | undefined {
    return this.#events.at(-1);
  }

  has(position: bigint): boolean {
    return placeOf(position, this.#events, positionOf) >= 0;
  }

  hasPublic(number: bigint): boolean {
    return placeOf(number, this.#public, publicNumberOf) >= 0;
  }

  /**
   * Takes in what a read found behind the first `known` facts. Others may have done so since: answers the last fact that the
   * read saw when they saw the same, undefined when they saw other facts in these places.
   */
  grow(known: number, found: readonly RecordedEvent[]): RecordedEvent | undefined {
    const shared = Math.min(this.length - known, found.length);
    if (shared > 0 && this.#events[known + shared - 1]?.id !== found[shared - 1]?.id) return undefined;
    this.#add(found.slice(shared));
    return this.#events[known + found.length - 1];
  }

  /** Up to `limit` facts after a position, none of them behind `end`; undefined when that one is not among these. */
  after(position: bigint, limit: number, end: RecordedEvent): readonly RecordedEvent[] | undefined {
    return following(placeOf(position, this.#events, positionOf), this.#events, limit, end);
  }

  /** The same of public facts, after a public number. */
  publicAfter(number: bigint, limit: number, end: RecordedEvent): readonly RecordedEvent[] | undefined {
    return following(placeOf(number, this.#public, publicNumberOf), this.#public, limit, end);
  }

  /** Itself, or so many of its younger half, or of that one's, that they are within the bounds; one fact always is. */
  within(eventsMax: number, charsMax: number): LogTail {
    if (this.length <= 1 || (this.length <= eventsMax && this.#chars <= charsMax)) return this;
    return new LogTail(this.#events.slice(Math.ceil(this.length / 2))).within(eventsMax, charsMax);
  }

  #add(events: readonly RecordedEvent[]): void {
    for (const event of events) {
      this.#events.push(event);
      if (event.publicNumber !== null) this.#public.push(event);
      this.#chars += event.dataText?.length ?? 0;
    }
  }
}

type NumberOf = (event: RecordedEvent) => bigint | null;

const positionOf: NumberOf = ({ position }) => position;
const publicNumberOf: NumberOf = ({ publicNumber }) => publicNumber;

/** Where a number is in a run in which none is left out; -1 when it is not. */
function placeOf(number: bigint, run: readonly RecordedEvent[], numberOf: NumberOf): number {
  const first = run[0] && numberOf(run[0]);
  const place = typeof first === 'bigint' ? Number(number - first) : -1;
  return place >= 0 && place < run.length ? place : -1;
}

function following(
  place: number,
  run: readonly RecordedEvent[],
  limit: number,
  end: RecordedEvent,
): readonly RecordedEvent[] | undefined {
  if (place < 0) return undefined;
  const events = run.slice(place + 1, place + 1 + limit);
  const isSeen = ({ position }: RecordedEvent): boolean => position <= end.position;
  return events.slice(-1).every(isSeen) ? events : events.filter(isSeen);
}
