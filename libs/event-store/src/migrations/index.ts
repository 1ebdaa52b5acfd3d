import type { Migration } from 'kysely/migration';
import * as createLog from './0001-create-log.ts';
import * as createWatermarks from './0002-create-watermarks.ts';

/** The log's own tables; every service runs these before its own migrations. */
export const logMigrations: Readonly<Record<string, Migration>> = {
  '0001-create-log': createLog,
  '0002-create-watermarks': createWatermarks,
};
