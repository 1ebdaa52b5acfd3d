import type { Kysely } from 'kysely';
import type { LogTables } from '../database/log-tables.ts';
import type { Projection } from './projection.ts';

/** What is needed of a read model to make its tables. */
export type InstallableReadModel = Pick<Projection, 'name' | 'version' | 'tables'> & {
  readonly source: string;
};

/**
 * Makes the tables of read models that are new to this database, with their watermarks at 0. Those that are there already
 * are left alone, whatever their version: a rebuild replaces them. Replicas that start together wait for each other.
 */
export async function installReadModels(
  db: Kysely<LogTables>,
  readModels: readonly InstallableReadModel[],
): Promise<void> {
  for (const { name, source, version, tables } of readModels) {
    await db.transaction().execute(async (tx) => {
      const { numInsertedOrUpdatedRows } = await tx
        .insertInto('subscriptions')
        .values({
          name,
          source,
          version,
          tables: tables.map((table) => table.name),
          position: 0n,
          epoch: null,
          status: 'running',
          error: null,
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      if (numInsertedOrUpdatedRows === 0n) return;
      for (const table of tables) {
        await table.create(tx as never);
        await table.indexes?.(tx as never);
      }
    });
  }
}
