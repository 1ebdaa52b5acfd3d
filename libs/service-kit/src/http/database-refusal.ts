import { isDatabaseTrouble } from '@clipcast/event-store';
import type { Refusal } from './refusal.ts';

const CAUSES_MAX = 5;

/** The answer when the database cannot be reached; undefined for any other error. Outgoing HTTP has its own errors. */
export function databaseRefusalOf(error: unknown): Refusal | undefined {
  let current = error;
  for (let depth = 0; depth < CAUSES_MAX && current instanceof Error; depth += 1) {
    if (isDatabaseTrouble(current)) {
      return {
        status: 503,
        code: 'database_unavailable',
        detail:
          'The database cannot be reached right now. Try again; with an Idempotency-Key nothing can happen twice.',
        retryable: true,
        retryAfterSeconds: 1,
        log: true,
      };
    }
    current = current.cause;
  }
  return undefined;
}
