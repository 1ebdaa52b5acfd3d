import type { Clock } from '@clipcast/kernel';

/**
 * Starts a time of `ms` milliseconds and answers whether it is over. Of the two clocks the one that went further counts:
 * the monotonic one may stand still while the machine sleeps, the wall clock may be set back.
 */
export function startDeadline(clock: Clock, ms: number): () => boolean {
  const monotonicMs = clock.monotonicMs();
  const wallMs = clock.now().getTime();
  return () => clock.monotonicMs() - monotonicMs >= ms || clock.now().getTime() - wallMs >= ms;
}
