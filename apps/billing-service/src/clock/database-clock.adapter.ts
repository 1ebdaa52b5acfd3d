import type { Clock } from '@clipcast/kernel';
import { sql, type Kysely } from 'kysely';
import type { MoneyClock } from './money-clock.ts';

/** How long the database's time is counted on from here before it is asked again. */
const ASK_EVERY_MS = 5_000;

interface Reading {
  readonly databaseMs: number;
  readonly monotonicMs: number;
}

/**
 * The database's clock, asked every five seconds and counted on by this process's monotonic clock in between, which no
 * change of the computer's time moves. While the database does not answer, what was read last goes on.
 */
export class DatabaseClock implements MoneyClock {
  #reading: Reading | undefined;
  #asking: Promise<Reading> | undefined;

  constructor(
    private readonly db: Kysely<never>,
    private readonly clock: Pick<Clock, 'monotonicMs'>,
  ) {}

  async now(): Promise<Date> {
    const reading = this.#isFresh() ? this.#reading : undefined;
    const { databaseMs, monotonicMs } = reading ?? (await this.#ask());
    return new Date(Math.floor(databaseMs + this.clock.monotonicMs() - monotonicMs));
  }

  #isFresh(): boolean {
    return this.#reading !== undefined && this.clock.monotonicMs() - this.#reading.monotonicMs < ASK_EVERY_MS;
  }

  #ask(): Promise<Reading> {
    this.#asking ??= this.#read()
      .catch((error: unknown) => {
        if (this.#reading) return this.#reading;
        throw error;
      })
      .then((reading) => (this.#reading = reading))
      .finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  /** Taken as the time at which the question was sent: a slow answer makes the clock late by its delay, never early. */
  async #read(): Promise<Reading> {
    const monotonicMs = this.clock.monotonicMs();
    const { rows } = await sql<{ ms: number }>`
      select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`.execute(this.db);
    const [row] = rows;
    if (!row) throw new Error('The database does not tell its time.');
    return { databaseMs: row.ms, monotonicMs };
  }
}
