import type { Migration } from 'kysely/migration';
import * as createProfileList from './0001-create-profile-list.ts';

export const profileMigrations: Readonly<Record<string, Migration>> = {
  '0001-create-profile-list': createProfileList,
};
