import type { Random } from './random.ts';

/** Full jitter: a random wait between half and all of `baseMs * 2^attempt`, never above `capMs`. Attempts count from 0. */
export const backoffMs = (attempt: number, random: Random, baseMs = 100, capMs = 5_000): number => {
  const ceiling = Math.min(capMs, baseMs * 2 ** Math.min(attempt, 20));
  return Math.round(ceiling * (0.5 + random.fraction() / 2));
};
