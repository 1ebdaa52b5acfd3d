/** How many worlds are gone through, and from which seed on, unless said otherwise. */
const SEEDS = 2_500;
const FIRST_SEED = 1;

/** `CLIPCAST_SIMULATION_SEED` replays one world and shows it; `CLIPCAST_SIMULATION_SEEDS` makes it more of them, or fewer. */
export function simulationConfig(environment = process.env) {
  const { CLIPCAST_SIMULATION_SEED: seed, CLIPCAST_SIMULATION_SEEDS: seeds } = environment;
  const replayed = seed ? Number(seed) : undefined;
  return {
    firstSeed: replayed ?? FIRST_SEED,
    seeds: replayed ? 1 : Number(seeds ?? SEEDS),
    isReplay: !!replayed,
  };
}
