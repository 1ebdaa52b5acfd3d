import { EventStore } from '@clipcast/event-store';
import type { ClipId, ProfileId } from '@clipcast/kernel';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { readClip } from '../clip-stream.ts';
import { clipView, type ClipView } from '../clip-view.ts';

export class ViewClip extends Query<{ resource: ClipView; version: number }> {
  constructor(
    readonly profileId: ProfileId,
    readonly clipId: ClipId,
  ) {
    super();
  }
}

@QueryHandler(ViewClip)
export class ViewClipHandler implements IQueryHandler<ViewClip> {
  constructor(private readonly store: EventStore) {}

  async execute({ profileId, clipId }: ViewClip) {
    const { clip, version, registeredAt } = await readClip(this.store, profileId, clipId);
    return { resource: clipView(clip, registeredAt), version };
  }
}
