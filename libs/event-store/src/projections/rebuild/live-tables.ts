import type { Transaction } from 'kysely';
import type { LogTables } from '../../database/log-tables.ts';
import type { ReadModelKey } from './read-model.ts';

/**
 * Locks the watermark of the tables that serve, and answers how they stand: until the transaction ends nothing is applied
 * to them, and none of their letters is replayed.
 */
export const lockWatermark = (tx: Transaction<LogTables>, { name, source }: ReadModelKey) =>
  tx
    .selectFrom('subscriptions')
    .select(['version', 'tables', 'position', 'epoch'])
    .where('name', '=', name)
    .where('source', '=', source)
    .forUpdate()
    .executeTakeFirstOrThrow();
