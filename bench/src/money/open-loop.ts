import type { Runtime } from '@clipcast/kernel';

/**
 * Does something at a steady rate, whether or not what came before has been answered.
 * @returns of each how many milliseconds passed from the moment it was due until it was answered.
 * @throws what the work throws.
 */
export async function openLoop(
  { clock, timers }: Pick<Runtime, 'clock' | 'timers'>,
  { perSecond, seconds }: { readonly perSecond: number; readonly seconds: number },
  work: (index: number) => Promise<void>,
): Promise<number[]> {
  const startedMs = clock.monotonicMs();
  const asked: Promise<number>[] = [];
  for (let index = 0; index < perSecond * seconds; index += 1) {
    const dueMs = startedMs + (index * 1_000) / perSecond;
    const waitMs = dueMs - clock.monotonicMs();
    // A timer that wakes early would ask too soon, and one that wakes late catches up.
    if (waitMs > 0) await timers.sleep(Math.ceil(waitMs));
    asked.push(work(index).then(() => clock.monotonicMs() - dueMs));
  }
  return Promise.all(asked);
}
