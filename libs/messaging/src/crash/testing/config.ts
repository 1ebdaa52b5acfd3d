const number = (value: string | undefined): number | undefined => (value ? Number(value) : undefined);

/** What a crash run is told from outside. The one reader of `process.env` here. */
export const crashEnvironment = () => ({
  /** Repeats the choices of an earlier run. */
  seed: number(process.env['CLIPCAST_CRASH_SEED']),
  /** So many rounds, however long they take; as many as fit into the time when absent. */
  rounds: number(process.env['CLIPCAST_CRASH_ROUNDS']),
  /** For how long processes are killed, where no number of rounds is given. */
  seconds: number(process.env['CLIPCAST_CRASH_SECONDS']) ?? 90,
});
