import { publishingSettingsUpdated } from '@clipcast/contracts';
import { rowSet, type CarriedRow, type ProjectionTable } from '@clipcast/event-store';
import { bareId } from '@clipcast/kernel';
import { isPublic, type ForeignProjection } from '@clipcast/messaging';
import { sql } from 'kysely';
import type { PublishingSettingsTable, PublishTables } from '../database.ts';

const publishingSettingsTable: ProjectionTable = {
  name: 'publishing_settings',
  create: async (db) => {
    await sql`
      create table publishing_settings (
        profile_id uuid primary key,
        lead_seconds double precision,
        allow_default_connection boolean not null,
        version int not null
      )`.execute(db);
  },
};

/** How each profile wants to be published, from profile-service's facts. */
export const publishingSettings: ForeignProjection<PublishTables> = {
  name: 'publishing-settings',
  source: 'profile',
  version: 1,
  tables: [publishingSettingsTable],
  project: async (tx, events) => {
    const newest = new Map<string, CarriedRow<PublishingSettingsTable>>();
    for (const event of events) {
      if (!isPublic(event, publishingSettingsUpdated)) continue;
      newest.set(event.profileId, {
        profile_id: bareId(event.profileId),
        lead_seconds: event.data.leadSeconds,
        allow_default_connection: event.data.allowDefaultConnection,
        version: event.streamVersion,
      });
    }
    if (newest.size === 0) return;
    const rows = rowSet<PublishTables, 'publishing_settings'>('publishing_settings', [...newest.values()]);
    await sql`
      insert into publishing_settings select * from ${rows}
          on conflict (profile_id) do update
         set lead_seconds = excluded.lead_seconds, version = excluded.version,
             allow_default_connection = excluded.allow_default_connection
       where publishing_settings.version < excluded.version`.execute(tx);
  },
};
