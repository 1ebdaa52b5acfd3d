import type { ProfileRegistered, ProfileRenamed, PublishingSettingsUpdated } from '@clipcast/contracts';
import {
  isEvent,
  rowSet,
  type Projection,
  type ProjectionTable,
  type RecordedEvent,
} from '@clipcast/event-store';
import { bareId } from '@clipcast/kernel';
import { sql } from 'kysely';
import type { ProfileTables } from '../../database.ts';
import { DEFAULT_PUBLISHING, type PublishingSettings } from '../publishing-settings.ts';

const profileTable: ProjectionTable = {
  name: 'profile',
  create: async (db) => {
    await sql`
      create table profile (
        profile_id uuid primary key,
        name text not null,
        slug text not null,
        connected boolean not null,
        publishing jsonb not null,
        version int not null,
        position bigint not null unique
      )`.execute(db);
  },
};

/** All profiles, for an operator who looks for one. */
export const profileList: Projection<ProfileTables> = {
  name: 'profile-list',
  version: 2,
  tables: [profileTable],
  apply: async (tx, events) => {
    const registered = events.filter((event) => isEvent<ProfileRegistered>(event, 'ProfileRegistered'));
    if (registered.length > 0) {
      await sql`
        insert into profile select * from ${rowSet<ProfileTables, 'profile'>('profile', registered.map(rowOf))}
            on conflict do nothing`.execute(tx);
    }
    const changes = changesIn(events);
    if (changes.length === 0) return;
    await sql`
      update profile set name = coalesce(changed.name, profile.name),
                         connected = coalesce(changed.connected, profile.connected),
                         publishing = coalesce(changed.publishing, profile.publishing),
                         version = changed.version
        from ${rowSet<ProfileTables, 'profile'>('profile', changes)} as changed
       where profile.profile_id = changed.profile_id and profile.version < changed.version`.execute(tx);
  },
};

const rowOf = ({ profileId, data, version, position }: RecordedEvent<ProfileRegistered>) => ({
  profile_id: bareId(profileId),
  name: data.name,
  slug: data.slug,
  connected: false,
  publishing: DEFAULT_PUBLISHING,
  version,
  position: String(position),
});

interface Change {
  readonly profile_id: string;
  readonly name?: string;
  readonly connected?: boolean;
  readonly publishing?: PublishingSettings;
  readonly version: number;
}

/** What a batch changes on each profile, whatever it was before. */
function changesIn(events: readonly RecordedEvent[]): Change[] {
  const changes = new Map<string, Change>();
  for (const event of events) {
    const changed = changeIn(event);
    if (!changed) continue;
    const profile_id = bareId(event.profileId);
    changes.set(profile_id, { ...changes.get(profile_id), ...changed, profile_id, version: event.version });
  }
  return [...changes.values()];
}

function changeIn(event: RecordedEvent): Pick<Change, 'name' | 'connected' | 'publishing'> | undefined {
  if (isEvent<ProfileRenamed>(event, 'ProfileRenamed')) return { name: event.data.name };
  if (isEvent<PublishingSettingsUpdated>(event, 'PublishingSettingsUpdated'))
    return { publishing: event.data };
  if (event.type === 'CredentialsUpdated') return { connected: true };
  if (event.type === 'CredentialsRemoved') return { connected: false };
  return undefined;
}
