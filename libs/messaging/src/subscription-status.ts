import type { LogTables } from '@clipcast/event-store';
import { sql, type Kysely } from 'kysely';

/** `waiting` passes by itself, `halted` needs a person. */
export type SubscriptionStatus = 'running' | 'waiting' | 'halted';

/** Shows operators why a subscription does not move; written only when it says something new. Never fails the worker. */
export async function noteStatus(
  db: Kysely<LogTables>,
  { name, source }: { readonly name: string; readonly source: string },
  status: SubscriptionStatus,
  error: string | null = null,
): Promise<void> {
  await db
    .updateTable('subscriptions')
    .set({ status, error, updated_at: sql`clock_timestamp()` })
    .where('name', '=', name)
    .where('source', '=', source)
    .where((row) => row.or([row('status', '!=', status), row('error', 'is distinct from', error)]))
    .execute()
    .catch(() => undefined);
}
