/**
 * What time it is where money is decided: limits are told apart by months, and reservations expire, by the database's time.
 * All replicas have the same one, and a computer whose clock jumps does not move it.
 */
export interface MoneyClock {
  /** UTC. @throws the driver's error when the database was never reached. */
  now(): Promise<Date>;
}
