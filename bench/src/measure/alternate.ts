/** The figures of two ways, round by round. */
export interface Rounds<T> {
  readonly ours: readonly T[];
  readonly baseline: readonly T[];
}

/** Measures A, B, A, B …: whatever else the machine does in the meantime disturbs both alike. */
export async function alternate<T>(
  rounds: number,
  measureOurs: () => Promise<T>,
  measureBaseline: () => Promise<T>,
): Promise<Rounds<T>> {
  const ours: T[] = [];
  const baseline: T[] = [];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await measureOurs());
    baseline.push(await measureBaseline());
  }
  return { ours, baseline };
}
