import { EventStore, replay } from '@clipcast/event-store';
import { bareId, type ProfileId, type PublicationId } from '@clipcast/kernel';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { PublicationView } from '../publication-view.ts';
import { PublicationViews } from '../publication-views.ts';
import { publication, requested } from '../publication.ts';
import { traceIdOf } from '../trace-id.ts';
import { TraceLinks } from '../trace-links.ts';
import { TimelineEntry, timelineOf } from './timeline.ts';

export const PublicationDetail = PublicationView.extend({ timeline: z.array(TimelineEntry) }).meta({
  id: 'PublicationDetail',
});
export type PublicationDetail = z.output<typeof PublicationDetail>;

export class ViewPublication extends Query<{ resource: PublicationDetail; version: number }> {
  constructor(
    readonly profileId: ProfileId,
    readonly publicationId: PublicationId,
  ) {
    super();
  }
}

/** From the facts themselves, so that it is never behind. */
@QueryHandler(ViewPublication)
export class ViewPublicationHandler implements IQueryHandler<ViewPublication> {
  constructor(
    private readonly store: EventStore,
    private readonly views: PublicationViews,
    private readonly links: TraceLinks,
  ) {}

  async execute({ profileId, publicationId }: ViewPublication) {
    const events = await this.store.readStream({
      profileId,
      type: publication.streamType,
      id: bareId(publicationId),
    });
    const state = requested(replay(publication, events));
    const [first] = events;
    const view = this.views.of(state, traceIdOf(first));
    return { resource: { ...view, timeline: timelineOf(events, this.links) }, version: events.length };
  }
}
