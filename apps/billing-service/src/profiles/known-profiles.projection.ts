import { profileRegistered } from '@clipcast/contracts';
import { rowSet, type ProjectionTable } from '@clipcast/event-store';
import { bareId } from '@clipcast/kernel';
import { isPublic, type ForeignProjection } from '@clipcast/messaging';
import { sql } from 'kysely';
import type { BillingTables } from '../database.ts';

const knownProfileTable: ProjectionTable = {
  name: 'known_profile',
  create: async (db) => {
    await sql`create table known_profile (profile_id uuid primary key)`.execute(db);
  },
};

/** Which profiles there are, from profile-service's facts. */
export const knownProfiles: ForeignProjection<BillingTables> = {
  name: 'known-profiles',
  source: 'profile',
  version: 1,
  tables: [knownProfileTable],
  project: async (tx, events) => {
    const rows = events
      .filter((event) => isPublic(event, profileRegistered))
      .map(({ profileId }) => ({ profile_id: bareId(profileId) }));
    if (rows.length === 0) return;
    await sql`
      insert into known_profile select * from ${rowSet<BillingTables, 'known_profile'>('known_profile', rows)}
          on conflict do nothing`.execute(tx);
  },
};
