/** What time it is. The only source of "now": lint bans `Date.now()` and `new Date()` elsewhere. */
export interface Clock {
  /** The wall clock, UTC. */
  now(): Date;
  /** Milliseconds that never go back; only differences have a meaning. */
  monotonicMs(): number;
}
