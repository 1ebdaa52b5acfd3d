import { Deciders, type TenantDoor } from '@clipcast/event-store';
import { bareId, prefixed, type ClipId, type Ids, type Uuid } from '@clipcast/kernel';
import { sql } from 'kysely';
import type { PublishTables } from '../../database.ts';
import type { MediaUses } from '../../media/media-uses.adapter.ts';
import { settledStatuses } from '../../media/settled-publications.ts';
import { clip } from '../clip.ts';
import { dropMedia } from './drop-media.ts';

const AT_A_TIME = 1_000;

/**
 * Lets go of videos that were published long ago. A clip that was never published keeps its video: it may be the only
 * copy there is.
 */
export class MediaRetention {
  constructor(
    private readonly door: TenantDoor<PublishTables>,
    private readonly deciders: Deciders,
    private readonly uses: MediaUses,
    private readonly ids: Ids,
    /** Since the last news of a clip's publications; 0 keeps everything for ever. */
    private readonly retentionDays: number,
  ) {}

  /** Lets go of what is due, some at a time. @returns how many videos that were. */
  async drop(): Promise<number> {
    if (this.retentionDays === 0) return 0;
    const due = await this.#due();
    for (const row of due) await this.#dropOne(row.profile_id, row.clip_id);
    return due.length;
  }

  async #dropOne(profile: Uuid, clipId: ClipId): Promise<void> {
    const profileId = prefixed('prf', profile);
    await this.deciders.handle({
      aggregate: clip,
      target: { profileId, id: bareId(clipId) },
      context: { actor: 'policy:media-retention', correlationId: this.ids.next() },
      decide: (state) => dropMedia(state),
      reply: () => null,
      alongside: async (tx, events) => {
        for (const { data } of events) await this.uses.release(tx, { profileId, ...data }, clipId);
      },
    });
  }

  async #due(): Promise<readonly { profile_id: Uuid; clip_id: ClipId }[]> {
    const { rows } = await sql<{ profile_id: Uuid; clip_id: ClipId }>`
      select clip.profile_id, clip.clip_id
        from clip
        join publication on publication.profile_id = clip.profile_id and publication.clip_id = clip.clip_id
       where clip.status = 'ready'
       group by clip.profile_id, clip.clip_id
      having bool_and(publication.status = any (${settledStatuses}::text[]))
         and max(publication.updated_at) < clock_timestamp() - make_interval(days => ${this.retentionDays})
       order by max(publication.updated_at)
       limit ${AT_A_TIME}`.execute(this.door.ofEveryProfile);
    return rows;
  }
}
