import type { Migration } from 'kysely/migration';

/** Tables of billing-service that are no projection: none yet. Those of its projections stand beside them. */
export const billingMigrations: Readonly<Record<string, Migration>> = {};
