import type { Runtime } from '@clipcast/kernel';
import type { EventPath } from './event-path.ts';

const LOOK_AGAIN_MS = 1;
const PATIENCE_MS = 120_000;

/** From this moment on, a reader saw every event up to this number. */
export interface Sighting {
  readonly newest: bigint;
  readonly at: number;
}

/**
 * Looks at the read model all the time until the event with the number `last` is there.
 * @throws {Error} when it does not come within two minutes, and whatever `last` rejects with.
 */
export async function watchVisible(
  { clock, timers }: Runtime,
  path: EventPath,
  last: Promise<bigint>,
): Promise<Sighting[]> {
  const until = clock.monotonicMs() + PATIENCE_MS;
  const sightings: Sighting[] = [];
  let wanted: bigint | undefined;
  const sending = last.then((number) => (wanted = number));
  for (let seen = -1n; wanted === undefined || seen < wanted;) {
    const newest = await path.newestVisible();
    const at = clock.monotonicMs();
    if (newest > seen) sightings.push({ newest, at });
    seen = newest;
    if (at > until) throw new Error(`Event ${wanted ?? '?'} cannot be seen after two minutes; ${seen} can.`);
    await Promise.race([timers.sleep(LOOK_AGAIN_MS), ...(wanted === undefined ? [failureOf(sending)] : [])]);
  }
  return sightings;
}

/** Never resolves; rejects as soon as the sending fails, so that nobody waits for what will not come. */
const failureOf = (sending: Promise<unknown>): Promise<never> =>
  new Promise((_, reject) => void sending.catch(reject));
