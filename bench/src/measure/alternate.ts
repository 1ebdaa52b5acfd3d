/** The figures of two ways, round by round. */
export interface Rounds<T> {
  readonly ours: readonly T[];
  readonly baseline: readonly T[];
}

/** Measures A, B, C, A, B, C …: whatever else the machine does in the meantime disturbs all alike. */
export async function inTurn<Name extends string, T>(
  rounds: number,
  ways: Readonly<Record<Name, () => Promise<T>>>,
): Promise<Record<Name, T[]>> {
  const names = Object.keys(ways) as Name[];
  const measured = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, T[]>;
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) measured[name].push(await ways[name]());
  }
  return measured;
}

/** Measures two ways in turn. */
export const alternate = <T>(
  rounds: number,
  ours: () => Promise<T>,
  baseline: () => Promise<T>,
): Promise<Rounds<T>> => inTurn(rounds, { ours, baseline });
