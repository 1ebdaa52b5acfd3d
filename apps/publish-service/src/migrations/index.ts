import type { Migration } from 'kysely/migration';
import * as createReadModels from './0001-create-read-models.ts';

export const publishMigrations: Readonly<Record<string, Migration>> = {
  '0001-create-read-models': createReadModels,
};
