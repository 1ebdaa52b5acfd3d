import { isEvent, type Projection, type TenantDoor } from '@clipcast/event-store';
import { bareId } from '@clipcast/kernel';
import type { PublishTables } from '../../database.ts';
import type { MediaUploaded } from '../publication.ts';
import type { MediaMemory } from './media-uploads.ts';

/** Media that is in a tenant's Postiz, by content and connection version. */
export const uploadedMedia: Projection<PublishTables> = {
  name: 'uploaded-media',
  apply: async (tx, events) => {
    for (const event of events) {
      if (!isEvent<MediaUploaded>(event, 'MediaUploaded')) continue;
      const { sha256, connectionVersion, mediaId, mediaPath } = event.data;
      await tx
        .insertInto('uploaded_media')
        .values({
          profile_id: bareId(event.profileId),
          sha256,
          connection_version: connectionVersion,
          media_id: mediaId,
          media_path: mediaPath,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  },
};

export const mediaMemory = (door: TenantDoor<PublishTables>): MediaMemory => ({
  find: async (profileId, sha256, connectionVersion) => {
    const row = await door
      .of(profileId)
      .selectFrom('uploaded_media')
      .select(['media_id', 'media_path'])
      .where('sha256', '=', sha256)
      .where('connection_version', '=', connectionVersion)
      .executeTakeFirst();
    return row && { id: row.media_id, path: row.media_path };
  },
});
