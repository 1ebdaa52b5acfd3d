import { profileRegistered, profileRenamed } from '@clipcast/contracts';
import { rowSet, type CarriedRow, type ProjectionTable } from '@clipcast/event-store';
import { bareId } from '@clipcast/kernel';
import { isPublic, type ForeignProjection } from '@clipcast/messaging';
import { sql } from 'kysely';
import type { BillingTables, ProfileNameTable } from '../database.ts';

const profileNameTable: ProjectionTable = {
  name: 'profile_name',
  create: async (db) => {
    await sql`
      create table profile_name (
        profile_id uuid primary key,
        name text not null,
        slug text not null,
        sort_name text collate "C" not null,
        version int not null
      )`.execute(db);
  },
  indexes: async (db) => {
    await sql`create index profile_name_in_order on profile_name (sort_name, profile_id)`.execute(db);
  },
};

/** What every profile is called, from profile-service's facts. */
export const profileNames: ForeignProjection<BillingTables> = {
  name: 'profile-names',
  source: 'profile',
  version: 1,
  tables: [profileNameTable],
  project: async (tx, events) => {
    const newest = new Map<string, CarriedRow<ProfileNameTable>>();
    for (const event of events) {
      if (!isPublic(event, profileRegistered) && !isPublic(event, profileRenamed)) continue;
      const { name, slug } = event.data;
      const profile_id = bareId(event.profileId);
      newest.set(profile_id, {
        profile_id,
        name,
        slug,
        sort_name: name.toLowerCase(),
        version: event.streamVersion,
      });
    }
    if (newest.size === 0) return;
    await sql`
      insert into profile_name
      select * from ${rowSet<BillingTables, 'profile_name'>('profile_name', [...newest.values()])}
          on conflict (profile_id) do update
         set name = excluded.name, slug = excluded.slug, sort_name = excluded.sort_name,
             version = excluded.version
       where profile_name.version < excluded.version`.execute(tx);
  },
};
