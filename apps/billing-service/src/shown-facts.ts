import { DomainError } from '@clipcast/kernel';
import type { ServiceEngine } from '@clipcast/service-kit';
import { sql } from 'kysely';
import { requireLevel } from './level-read-model.ts';

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

  /**
   * Facts get their time while the head of the log is locked. Whoever gets the lock after the instant has passed knows that
   * no fact of that instant is still on its way.
   */
  async #requirePassed(asOf: Date): Promise<void> {
    const { rows } = await sql<{ now: Date }>`
      select clock_timestamp() as now from log_head where log_id = 1 for share`.execute(
      this.engine.database.db,
    );
    const now = rows[0]?.now ?? new Date(0);
    if (asOf.getTime() >= now.getTime()) throw asOfInFuture(asOf, now);
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
