import type { Clock } from '@clipcast/kernel';
import { sql, type Kysely } from 'kysely';
import type { MoneyClock } from './money-clock.ts';

/** How long the database's time is counted on from here before it is asked again. */
const ASK_EVERY_MS = 5_000;
/** More than that is the database's clock being put back. */
const JITTER_MS_MAX = 30_000;

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
  #toldMs = 0;

  constructor(
    private readonly db: Kysely<never>,
    private readonly clock: Pick<Clock, 'monotonicMs'>,
  ) {}

  async now(): Promise<Date> {
    const reading = this.#isFresh() ? this.#reading : undefined;
    const { databaseMs, monotonicMs } = reading ?? (await this.#ask());
    const ms = Math.floor(databaseMs + this.clock.monotonicMs() - monotonicMs);
    // One reading is later than another by its way back; that must not be seen as time that goes back.
    const isJitter = ms < this.#toldMs && this.#toldMs - ms < JITTER_MS_MAX;
    if (!isJitter) this.#toldMs = ms;
    return new Date(this.#toldMs);
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

  /** Counted on from the moment of the answer: a slow way back makes the clock late, never early. */
  async #read(): Promise<Reading> {
    const { rows } = await sql<{ ms: number }>`
      select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`.execute(this.db);
    const [row] = rows;
    if (!row) throw new Error('The database does not tell its time.');
    return { databaseMs: row.ms, monotonicMs: this.clock.monotonicMs() };
  }
}
