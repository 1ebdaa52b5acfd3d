import { credentialsRemoved, credentialsUpdated } from '@clipcast/contracts';
import { rowSet, type CarriedRow, type ProjectionTable } from '@clipcast/event-store';
import { bareId } from '@clipcast/kernel';
import { isPublic, type ForeignProjection } from '@clipcast/messaging';
import { sql } from 'kysely';
import type { ConnectionTable, PublishTables } from '../database.ts';

const connectionTable: ProjectionTable = {
  name: 'connection',
  create: async (db) => {
    await sql`
      create table connection (
        profile_id uuid not null,
        connection_version int not null,
        api_url text not null,
        sealed_api_key text not null,
        enabled boolean not null,
        removed boolean not null default false,
        primary key (profile_id, connection_version)
      )`.execute(db);
  },
};

/** Every connection a profile ever had, from profile-service's facts. A removal takes the sealed keys with it. */
export const connections: ForeignProjection<PublishTables> = {
  name: 'connections',
  source: 'profile',
  version: 1,
  tables: [connectionTable],
  project: async (tx, events) => {
    const updated: CarriedRow<ConnectionTable>[] = [];
    const removed = new Map<string, { profile_id: string; connection_version: number }>();
    for (const event of events) {
      const profile_id = bareId(event.profileId);
      if (isPublic(event, credentialsUpdated)) {
        const { connectionVersion, apiUrl, sealedApiKey, enabled } = event.data;
        const values = { api_url: apiUrl, sealed_api_key: sealedApiKey, enabled, removed: false };
        updated.push({ profile_id, connection_version: connectionVersion, ...values });
      } else if (isPublic(event, credentialsRemoved)) {
        removed.set(profile_id, { profile_id, connection_version: event.data.connectionVersion });
      }
    }
    if (updated.length > 0) {
      await sql`
        insert into connection select * from ${rowSet<PublishTables, 'connection'>('connection', updated)}
            on conflict (profile_id, connection_version) do nothing`.execute(tx);
    }
    // A removal names the last version that it takes, and later connections have higher ones: it can come after them all.
    if (removed.size > 0) {
      await sql`
        update connection set removed = true, enabled = false, sealed_api_key = ''
          from ${rowSet<PublishTables, 'connection'>('connection', [...removed.values()])} as removal
         where connection.profile_id = removal.profile_id
           and connection.connection_version <= removal.connection_version`.execute(tx);
    }
  },
};
