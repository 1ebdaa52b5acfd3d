import type { Runtime } from '@clipcast/kernel';
import type { ShiftableClock } from './clock/shiftable-clock.ts';
import type { FaultBook } from './faults/fault-book.ts';
import type { RateLimiter } from './limits/rate-limiter.ts';
import type { MediaFolder } from './media/media-folder.ts';
import type { RequestLog } from './requests/request-log.ts';
import type { Witness } from './requests/witness.ts';
import type { Store } from './state/store.ts';

/** What every part of the sandbox is given. */
export interface SandboxContext {
  readonly store: Store;
  readonly media: MediaFolder;
  readonly faults: FaultBook;
  readonly limiter: RateLimiter;
  readonly requests: RequestLog;
  readonly witness: Witness;
  readonly clock: ShiftableClock;
  /** Its clock is `clock`. */
  readonly runtime: Runtime;
  /** The address under which clients reach the sandbox, without a slash at the end; known once it listens. */
  readonly publicUrl: () => string;
  /** Aborts when the sandbox closes: whatever waits stops waiting. */
  readonly closing: AbortSignal;
}
