import {
  isEvent,
  rowSet,
  type Projection,
  type ProjectionTable,
  type TenantDoor,
} from '@clipcast/event-store';
import { bareId } from '@clipcast/kernel';
import { sql } from 'kysely';
import type { PublishTables } from '../../database.ts';
import type { MediaUploaded } from '../post-events.ts';
import type { MediaMemory } from './media-uploads.ts';

const uploadedMediaTable: ProjectionTable = {
  name: 'uploaded_media',
  create: async (db) => {
    await sql`
      create table uploaded_media (
        profile_id uuid not null,
        sha256 text not null,
        media_scope text not null,
        media_id text not null,
        media_path text not null,
        primary key (profile_id, sha256, media_scope)
      )`.execute(db);
  },
};

/** Media that is in a tenant's Postiz, by content and scope. */
export const uploadedMedia: Projection<PublishTables> = {
  name: 'uploaded-media',
  version: 2,
  tables: [uploadedMediaTable],
  apply: async (tx, events) => {
    const rows = events
      .filter((event) => isEvent<MediaUploaded>(event, 'MediaUploaded'))
      .map(({ profileId, data: { sha256, connectionVersion, mediaScope, mediaId, mediaPath } }) => ({
        profile_id: bareId(profileId),
        sha256,
        media_scope: mediaScope ?? `own ${connectionVersion}`,
        media_id: mediaId,
        media_path: mediaPath,
      }));
    if (rows.length === 0) return;
    await sql`
      insert into uploaded_media select * from ${rowSet<PublishTables, 'uploaded_media'>('uploaded_media', rows)}
          on conflict do nothing`.execute(tx);
  },
};

export const mediaMemory = (door: TenantDoor<PublishTables>): MediaMemory => ({
  find: async (profileId, sha256, mediaScope) => {
    const row = await door
      .of(profileId)
      .selectFrom('uploaded_media')
      .select(['media_id', 'media_path'])
      .where('sha256', '=', sha256)
      .where('media_scope', '=', mediaScope)
      .executeTakeFirst();
    return row && { id: row.media_id, path: row.media_path };
  },
});
