import { DomainError } from '@clipcast/kernel';
import type { ServiceEngine } from '@clipcast/service-kit';
import { sql } from 'kysely';
import { readModelBehind, requireLevel } from './level-read-model.ts';

/** More than the longest a statement may take: an append of an instant further back has ended. */
const SETTLED_MS = 60_000;
/** PostgreSQL's code for a lock that was not had in time. */
const LOCK_NOT_AVAILABLE = '55P03';

/** What read models have to show before a question is answered from them. */
export class ShownFacts {
  constructor(private readonly engine: Pick<ServiceEngine, 'store' | 'caughtUp' | 'database'>) {}

  /**
   * Waits until they show what an answer about an instant rests on: all that was recorded until then, so that the same
   * question has the same answer for ever. Without an instant they are given a moment to show what was just written.
   * @throws {DomainError} `as_of_in_future`, `read_model_behind`
   */
  async until(asOf: Date | undefined, ...projections: readonly string[]): Promise<void> {
    if (asOf === undefined) {
      await Promise.all(projections.map((name) => this.engine.caughtUp(name)));
      return;
    }
    await this.#requirePassed(asOf);
    await Promise.all(projections.map((name) => requireLevel(this.engine, name)));
  }

  /** Whoever asks about a time long past does not queue with those who append. */
  async #requirePassed(asOf: Date): Promise<void> {
    const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(
      this.engine.database.db,
    );
    const now = rows[0]?.now ?? new Date(0);
    const ageMs = now.getTime() - asOf.getTime();
    if (ageMs <= 0) throw asOfInFuture(asOf, now);
    if (ageMs < SETTLED_MS) await this.#requireWritten();
  }

  /**
   * Facts get their time while the head of the log is locked. Whoever gets the lock after an instant has passed knows that
   * no fact of that instant is still on its way.
   */
  async #requireWritten(): Promise<void> {
    try {
      await sql`select 1 from log_head where log_id = 1 for share`.execute(this.engine.database.db);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE)
        throw readModelBehind();
      throw error;
    }
  }
}

/** Nobody can be told what will have been recorded when an instant is over. */
function asOfInFuture(asOf: Date, now: Date): DomainError {
  const detail = `It is ${now.toISOString()} now: what will be known of ${asOf.toISOString()} is known when it is over. Leave "asOf" out, or name an earlier instant.`;
  return new DomainError('as_of_in_future', 'invalid', detail, {
    now: now.toISOString(),
    errors: [{ pointer: '/query/asOf', detail }],
  });
}
