import type { Runtime } from '@clipcast/kernel';
import type { PlatformConfig } from '@clipcast/platform';

/** Where the program runs. */
export interface Surroundings {
  readonly config: PlatformConfig;
  readonly runtime: Runtime;
  /** Writes a line for the caller. */
  readonly say: (line: string) => void;
  /** Whether somebody watches, so that a line may be drawn again and again. */
  readonly live: boolean;
}
