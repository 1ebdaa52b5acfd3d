import type { Clock } from './clock.ts';
import type { Ids } from './ids.ts';
import type { Random } from './random.ts';
import type { Timers } from './timers.ts';

/** Everything that makes one run differ from another. Passed in, never reached for. */
export interface Runtime {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly ids: Ids;
}
