import type { Migration } from 'kysely/migration';
import * as createReadModels from './0001-create-read-models.ts';

export const billingMigrations: Readonly<Record<string, Migration>> = {
  '0001-create-read-models': createReadModels,
};
