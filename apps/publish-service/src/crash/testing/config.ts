import type { Strikes } from './crash-point.ts';

/** What a replica of a crash run is told beside its configuration. The one reader of `process.env` here. */
export const strikesFromEnvironment = (): Strikes =>
  JSON.parse(process.env['CLIPCAST_CRASH_STRIKES'] ?? '{}') as Strikes;
