import type { ProfileId } from '@clipcast/kernel';

/** What each hold takes, in micro-USD; the same as text. */
export const HOLD_MICROS = 30_000n;
export const HOLD_USD = '0.030000';
export const HOLD_PURPOSE = 'narration of twelve seconds';
export const HOLD_SECONDS = 3_600;

/** A way to hold money of a month: true when it was granted, false when the limit refused. */
export interface HoldWay {
  /** Lets profiles in, each with a limit for the month. */
  admit(profiles: readonly ProfileId[], limitMicros: bigint): Promise<void>;
  hold(profileId: ProfileId): Promise<boolean>;
  /** How much a profile holds, by the records. */
  heldBy(profileId: ProfileId): Promise<bigint>;
}
