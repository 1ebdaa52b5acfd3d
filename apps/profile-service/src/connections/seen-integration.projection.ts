import { rowSet, type Projection, type ProjectionTable } from '@clipcast/event-store';
import { bareId, type Uuid } from '@clipcast/kernel';
import { sql } from 'kysely';
import type { ProfileTables } from '../database.ts';
import type { OrganisationSeen } from '../profiles/profile.ts';

const seenIntegrationTable: ProjectionTable = {
  name: 'seen_integration',
  create: async (db) => {
    await sql`
      create table seen_integration (
        profile_id uuid not null,
        integration_id text not null,
        primary key (profile_id, integration_id)
      )`.execute(db);
  },
  indexes: async (db) => {
    await sql`create index seen_integration_by_id on seen_integration (integration_id, profile_id)`.execute(
      db,
    );
  },
};

/** Which accounts were seen behind each profile's connection as it is now. */
export const seenIntegrations: Projection<ProfileTables> = {
  name: 'seen-integrations',
  version: 1,
  tables: [seenIntegrationTable],
  apply: async (tx, events) => {
    // A connection that changes begins unseen, and each look names everything seen since: the last fact has it all.
    const seen = new Map<Uuid, readonly string[]>();
    for (const { type, profileId, data } of events) {
      if (type === 'OrganisationSeen')
        seen.set(bareId(profileId), (data as OrganisationSeen['data']).integrationIds);
      else if (type === 'CredentialsUpdated' || type === 'CredentialsRemoved')
        seen.set(bareId(profileId), []);
    }
    if (seen.size === 0) return;
    await tx
      .deleteFrom('seen_integration')
      .where('profile_id', 'in', [...seen.keys()])
      .execute();
    const rows = [...seen].flatMap(([profile_id, ids]) =>
      ids.map((integration_id) => ({ profile_id, integration_id })),
    );
    if (rows.length === 0) return;
    await sql`
      insert into seen_integration
      select * from ${rowSet<ProfileTables, 'seen_integration'>('seen_integration', rows)}`.execute(tx);
  },
};
