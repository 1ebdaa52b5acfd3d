import type { Random } from '@clipcast/kernel';

/** Randomness that comes from a number alone: the same seed, the same draws (mulberry32). */
export class SeededRandom implements Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  fraction(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  bytes(count: number): Buffer {
    return Buffer.from(Array.from({ length: count }, () => Math.floor(this.fraction() * 256)));
  }

  /** Another source, so that what one part of a world draws does not change what another one does. */
  fork(): SeededRandom {
    return new SeededRandom(this.fraction() * 2 ** 32);
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  between(low: number, high: number): number {
    return Math.floor(low + this.fraction() * (high - low));
  }

  pick<T>(first: T, ...more: readonly T[]): T {
    return more[Math.floor(this.fraction() * (more.length + 1)) - 1] ?? first;
  }
}
