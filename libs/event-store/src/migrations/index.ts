import type { Migration } from 'kysely/migration';
import * as createLog from './0001-create-log.ts';
import * as createWatermarks from './0002-create-watermarks.ts';
import * as createRebuilds from './0003-create-rebuilds.ts';
import * as createTaskFence from './0004-create-task-fence.ts';

/** The log's own tables; every service runs these before its own migrations. */
export const logMigrations: Readonly<Record<string, Migration>> = {
  '0001-create-log': createLog,
  '0002-create-watermarks': createWatermarks,
  '0003-create-rebuilds': createRebuilds,
  '0004-create-task-fence': createTaskFence,
};
