import type { Clock } from '@clipcast/kernel';
import { operationsPerSecond } from '../measure/closed-loop.ts';

/** How a rate is taken: `callers` who each ask again as soon as they are answered. */
export interface Load {
  readonly callers: number;
  readonly warmUpMs: number;
  readonly forMs: number;
}

/** What was opened for one measurement, and closed after it: connections that rest would keep others from theirs. */
export interface Contender {
  operation(): Promise<unknown>;
  close(): Promise<void>;
}

/** Operations a second of a contender that is opened for this alone; connecting and preparing are not counted. */
export async function rateOf(clock: Clock, load: Load, open: () => Contender): Promise<number> {
  const contender = open();
  try {
    const loop = (forMs: number): Promise<number> =>
      operationsPerSecond(clock, { callers: load.callers, forMs }, () => contender.operation());
    await loop(load.warmUpMs);
    return await loop(load.forMs);
  } finally {
    await contender.close();
  }
}
