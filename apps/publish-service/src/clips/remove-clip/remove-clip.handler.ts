import { Deciders, TenantDoor } from '@clipcast/event-store';
import { bareId, type ClipId, type ProfileId } from '@clipcast/kernel';
import { ServiceEngine } from '@clipcast/service-kit';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { PublishTables } from '../../database.ts';
import { MediaUses } from '../../media/media-uses.adapter.ts';
import { settledStatuses } from '../../media/settled-publications.ts';
import { clip } from '../clip.ts';
import { RemoveClip, removeClip } from './remove-clip.ts';

const NAMED_MAX = 10;

/**
 * A publication that is requested in the same moment may go unnoticed. It is brought out nevertheless: the file stays
 * until it is settled.
 */
@CommandHandler(RemoveClip)
export class RemoveClipHandler implements ICommandHandler<RemoveClip> {
  constructor(
    private readonly engine: ServiceEngine,
    private readonly deciders: Deciders,
    private readonly door: TenantDoor<PublishTables>,
    private readonly uses: MediaUses,
  ) {}

  async execute({ profileId, clipId, context, expectedVersion }: RemoveClip) {
    const underWay = await this.#underWay(profileId, clipId);
    const { reply } = await this.deciders.handle({
      aggregate: clip,
      target: { profileId, id: bareId(clipId) },
      context,
      expectedVersion,
      decide: (state) => removeClip({ underWay }, state),
      reply: () => null,
      alongside: async (tx, events) => {
        for (const { data } of events)
          if (data.media) await this.uses.release(tx, { profileId, ...data.media }, clipId);
      },
    });
    return reply;
  }

  async #underWay(profileId: ProfileId, clipId: ClipId) {
    await this.engine.caughtUp('publication-list');
    const rows = await this.door
      .of(profileId)
      .selectFrom('publication')
      .select('publication_id')
      .where('clip_id', '=', clipId)
      .where('status', 'not in', settledStatuses)
      .orderBy('position')
      .limit(NAMED_MAX)
      .execute();
    return rows.map(({ publication_id }) => publication_id);
  }
}
