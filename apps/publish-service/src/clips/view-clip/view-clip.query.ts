import { EventStore } from '@clipcast/event-store';
import type { ClipId, ProfileId } from '@clipcast/kernel';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { PublicPath } from '../../publications/public-path.ts';
import { readClip } from '../clip-stream.ts';
import { clipView, type VersionedClip } from '../clip-view.ts';

export class ViewClip extends Query<VersionedClip> {
  constructor(
    readonly profileId: ProfileId,
    readonly clipId: ClipId,
  ) {
    super();
  }
}

@QueryHandler(ViewClip)
export class ViewClipHandler implements IQueryHandler<ViewClip> {
  constructor(
    private readonly store: EventStore,
    private readonly paths: PublicPath,
  ) {}

  async execute({ profileId, clipId }: ViewClip) {
    const { clip, version, registeredAt } = await readClip(this.store, profileId, clipId);
    return { resource: clipView({ profileId, clip, registeredAt }, this.paths), version };
  }
}
