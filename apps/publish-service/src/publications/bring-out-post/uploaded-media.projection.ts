import {
  isEvent,
  rowSet,
  SharedStatement,
  type Projection,
  type ProjectionTable,
  type TenantDoor,
} from '@clipcast/event-store';
import { bareId, type ProfileId, type Timers } from '@clipcast/kernel';
import type { UploadedMedia } from '@clipcast/postiz';
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

type Wanted = Readonly<Record<'profileId' | 'sha256' | 'mediaScope', string>> & {
  readonly profileId: ProfileId;
};

export function mediaMemory(door: TenantDoor<PublishTables>, timers: Pick<Timers, 'turn'>): MediaMemory {
  const lookUps = new SharedStatement((wanted: readonly Wanted[]) => findMedia(door, wanted), timers);
  return { find: (profileId, sha256, mediaScope) => lookUps.ask({ profileId, sha256, mediaScope }) };
}

async function findMedia(
  door: TenantDoor<PublishTables>,
  wanted: readonly Wanted[],
): Promise<(UploadedMedia | undefined)[]> {
  const { rows } = await sql<{ media_id: string | null; media_path: string | null }>`
    select media_id, media_path
      from unnest(${wanted.map(({ profileId }) => bareId(profileId))}::uuid[], ${wanted.map(({ sha256 }) => sha256)}::text[],
                  ${wanted.map(({ mediaScope }) => mediaScope)}::text[])
           with ordinality as wanted (profile_id, sha256, media_scope, number)
      left join uploaded_media using (profile_id, sha256, media_scope) order by number`.execute(
    door.ofEveryProfile,
  );
  return rows.map(({ media_id, media_path }) =>
    media_id !== null && media_path !== null ? { id: media_id, path: media_path } : undefined,
  );
}
