import { systemRuntime } from '@clipcast/kernel';

/**
 * Runs an assertion again and again until it passes.
 * @returns what the assertion returned.
 * @throws the last failure when it did not pass within `withinMs` (5 s unless said).
 */
export async function eventually<T>(
  assertion: () => Promise<T> | T,
  { withinMs = 5_000, everyMs = 20 }: { withinMs?: number; everyMs?: number } = {},
): Promise<T> {
  const { clock, timers } = systemRuntime;
  const deadline = clock.monotonicMs() + withinMs;
  for (;;) {
    try {
      return await assertion();
    } catch (failure) {
      if (clock.monotonicMs() >= deadline) throw failure;
    }
    await timers.sleep(everyMs);
  }
}
