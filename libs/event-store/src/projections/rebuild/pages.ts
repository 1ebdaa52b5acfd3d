import type { ReplayableLog } from './read-model.ts';

/** Facts in one page of a rebuild: one transaction. */
export const PAGE_EVENTS_MAX = 5_000;

/** A log that gave another fact than the next one: a fact is missing, so nothing may be built from it. */
export class HoleError extends Error {
  override readonly name = 'HoleError';
}

/** Facts that follow each other in a log. */
export interface FactRun<Event> {
  readonly events: readonly Event[];
  /** The position of the last fact in it. */
  readonly last: bigint;
}

export interface LogPage<Event> extends FactRun<Event> {
  /**
   * Begins to read the next page. For the moment in which the work on this one is out of our hands: reading takes the
   * event loop, and every small question that the work has to ask first would wait behind it.
   */
  readonly readAhead: () => void;
}

/**
 * The facts after `after`, up to and with `upTo` or the end of the log. No more than one page is read ahead: memory does
 * not grow with the log. A log may give less than was asked for.
 * @throws {HoleError} also when the log ends before `upTo`.
 */
export async function* pagesOf<Event>(
  log: ReplayableLog<Event>,
  after: bigint,
  upTo?: bigint,
): AsyncGenerator<LogPage<Event>> {
  let last = after;
  let ahead: Promise<FactRun<Event> | undefined> | undefined;
  const readAhead = (): void => {
    ahead ??= readRun(log, last, upTo);
    // Whoever works on a page may fail first, and then nobody asks for the next one any more.
    ahead.catch(() => undefined);
  };
  for (;;) {
    readAhead();
    const run = await ahead;
    if (!run) break;
    ({ last } = run);
    ahead = undefined;
    yield { ...run, readAhead };
  }
  if (upTo !== undefined && last < upTo) throw new HoleError(`The log ended at ${last}, before ${upTo}.`);
}

async function readRun<Event>(
  log: ReplayableLog<Event>,
  after: bigint,
  upTo: bigint | undefined,
): Promise<FactRun<Event> | undefined> {
  const limit = upTo === undefined ? PAGE_EVENTS_MAX : Math.min(PAGE_EVENTS_MAX, Number(upTo - after));
  if (limit <= 0) return undefined;
  const events = await log.read(after, limit);
  if (events.length === 0) return undefined;
  let last = after;
  for (const event of events) {
    last += 1n;
    const position = log.positionOf(event);
    if (position !== last)
      throw new HoleError(`Fact ${last} is missing in the log: ${position} came instead.`);
  }
  return { events, last };
}
