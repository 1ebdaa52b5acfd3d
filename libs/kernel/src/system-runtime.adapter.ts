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

/** Asking the system for a few bytes costs as much as asking for many; ids need 16 at a time. */
const STOCK_BYTES = 4_096;
const FROM_STOCK_BYTES_MAX = 16;
let stock = Buffer.alloc(0);

/** A copy, and what was given is wiped: nobody can learn it here a second time. */
function fromStock(count: number): Buffer {
  if (stock.length < count) stock = randomBytes(STOCK_BYTES);
  const given = stock.subarray(0, count);
  stock = stock.subarray(count);
  const bytes = Buffer.from(given);
  given.fill(0);
  return bytes;
}

const random: Random = {
  bytes: (count) => (count <= FROM_STOCK_BYTES_MAX ? fromStock(count) : randomBytes(count)),
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
