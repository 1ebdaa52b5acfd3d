import type { ProfileId } from '@clipcast/kernel';

/** The HTTP calls of the protocol, as the port names them. */
export type Call = 'upload' | 'create' | 'list' | 'promote' | 'delete';

/**
 * A moment in the life of a publication: around an append of facts, named by one of them, or around a call to Postiz.
 * `unanswered` is when the call has failed although Postiz may have carried it out.
 */
export type CrashPoint =
  `${'before' | 'after'} append ${string}` | `${'before' | 'unanswered' | 'after'} ${Call}`;

/** What is to happen to whoever comes to a profile's point: its end, or a stop from which only a signal wakes it. */
export interface Strike {
  readonly point: CrashPoint;
  readonly signal: 'SIGKILL' | 'SIGSTOP';
}

/** Which strikes a replica is told to make. */
export type Strikes = Readonly<Record<ProfileId, Strike>>;
