import type { Runtime } from '@clipcast/kernel';

const WITHIN_MS = 1_500;
const EVERY_MS = 25;

/**
 * Looks again for a short while before it says that there is nothing: what another service has just answered with
 * success arrives here a moment later, and nobody should have to know that.
 */
export async function waitForNews<T>(
  find: () => Promise<T | undefined>,
  { clock, timers }: Pick<Runtime, 'clock' | 'timers'>,
): Promise<T | undefined> {
  const until = clock.monotonicMs() + WITHIN_MS;
  for (;;) {
    const found = await find();
    if (found !== undefined || clock.monotonicMs() > until) return found;
    await timers.sleep(EVERY_MS);
  }
}
