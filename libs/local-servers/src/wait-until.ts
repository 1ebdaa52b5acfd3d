import type { Runtime } from '@clipcast/kernel';

/** Time as the waiting needs it. */
export type WaitRuntime = Pick<Runtime, 'clock' | 'timers'>;

/**
 * Asks `condition` again and again until it answers true.
 * @returns false when `withinMs` passed first.
 */
export async function waitUntil(
  { clock, timers }: WaitRuntime,
  condition: () => Promise<boolean> | boolean,
  { withinMs, everyMs = 15 }: { withinMs: number; everyMs?: number },
): Promise<boolean> {
  const deadline = clock.monotonicMs() + withinMs;
  for (;;) {
    if (await condition()) return true;
    if (clock.monotonicMs() >= deadline) return false;
    await timers.sleep(everyMs);
  }
}
