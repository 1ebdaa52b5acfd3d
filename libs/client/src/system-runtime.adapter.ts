import { setTimeout as delay } from 'node:timers/promises';

/** What the client takes from the world. */
export interface Surroundings {
  readonly sleep: (ms: number) => Promise<void>;
  /** At least 0, less than 1. */
  readonly fraction: () => number;
  /** A signal that aborts after so many milliseconds. */
  readonly deadline: (ms: number) => AbortSignal;
}

export const surroundings: Surroundings = {
  sleep: (ms) => delay(ms),
  fraction: () => Math.random(),
  deadline: (ms) => AbortSignal.timeout(ms),
};

/** A new UUID. */
export const newUuid = (): string => crypto.randomUUID();
