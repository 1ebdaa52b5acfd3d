import type { ClipRegistered } from '@clipcast/contracts';
import { isEvent, type Projection } from '@clipcast/event-store';
import { bareId } from '@clipcast/kernel';
import type { PublishTables } from '../../database.ts';

/** Every profile's clips. */
export const clipList: Projection<PublishTables> = {
  name: 'clip-list',
  apply: async (tx, events) => {
    for (const event of events) {
      if (!isEvent<ClipRegistered>(event, 'ClipRegistered')) continue;
      const { clipId, projectId, title, fileName, sha256, bytes, durationMs, status } = event.data;
      await tx
        .insertInto('clip')
        .values({
          profile_id: bareId(event.profileId),
          clip_id: clipId,
          project_id: projectId,
          title,
          file_name: fileName,
          sha256,
          bytes: BigInt(bytes),
          duration_ms: durationMs,
          status,
          registered_at: event.recordedAt,
          position: event.position,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  },
};
