import type { Clock } from '@clipcast/kernel';

/**
 * How many operations a second `callers` get done who each ask again as soon as they are answered.
 * @throws what an operation throws.
 */
export async function operationsPerSecond(
  clock: Clock,
  { callers, forMs }: { callers: number; forMs: number },
  operation: () => Promise<unknown>,
): Promise<number> {
  const startedAt = clock.monotonicMs();
  let done = 0;
  const call = async (): Promise<void> => {
    while (clock.monotonicMs() - startedAt < forMs) {
      await operation();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: callers }, call));
  return (done * 1000) / (clock.monotonicMs() - startedAt);
}
