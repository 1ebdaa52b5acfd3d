import type { Migration } from 'kysely/migration';

/** Tables of profile-service that are no projection: none yet. That of its projection stands beside it. */
export const profileMigrations: Readonly<Record<string, Migration>> = {};
