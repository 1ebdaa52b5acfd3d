/** Randomness that can be replayed from a seed in a simulation. */
export interface Random {
  /** `count` unpredictable bytes. */
  bytes(count: number): Buffer;
  /** A number in [0, 1), for jitter; never for secrets. */
  fraction(): number;
}
