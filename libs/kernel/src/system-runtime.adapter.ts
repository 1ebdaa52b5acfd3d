import { randomBytes } from 'node:crypto';
import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises';
import type { Clock } from './clock.ts';
import { UuidV7Ids } from './ids.ts';
import type { Random } from './random.ts';
import type { Runtime } from './runtime.ts';
import type { Timers } from './timers.ts';

const clock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
};

const random: Random = {
  bytes: (count) => randomBytes(count),
  fraction: () => Math.random(),
};

const timers: Timers = {
  sleep: (ms, signal) => delay(ms, undefined, signal ? { signal } : {}).catch(() => undefined),
  turn: () => turn(),
  deadline: (ms, parent) => {
    // Node takes whole milliseconds only, and none below zero.
    const timeout = AbortSignal.timeout(Math.max(0, Math.ceil(ms)));
    return parent ? AbortSignal.any([timeout, parent]) : timeout;
  },
};

/** The real world: the machine's clock, its timers and its randomness. */
export const systemRuntime: Runtime = { clock, timers, random, ids: new UuidV7Ids(clock, random) };
