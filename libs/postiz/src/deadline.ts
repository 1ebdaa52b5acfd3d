import type { Clock } from '@clipcast/kernel';

/**
 * Starts a time of `ms` milliseconds and answers how much of it is left, below zero once it is over. Of the two clocks
 * the one that went further counts: the monotonic one may stand still while the machine sleeps, the wall clock may be
 * set back.
 */
export function startTimeLeft(clock: Clock, ms: number): () => number {
  const monotonicMs = clock.monotonicMs();
  const wallMs = clock.now().getTime();
  return () => ms - Math.max(clock.monotonicMs() - monotonicMs, clock.now().getTime() - wallMs);
}

/** Starts a time of `ms` milliseconds and answers whether it is over. */
export function startDeadline(clock: Clock, ms: number): () => boolean {
  const leftMs = startTimeLeft(clock, ms);
  return () => leftMs() <= 0;
}
