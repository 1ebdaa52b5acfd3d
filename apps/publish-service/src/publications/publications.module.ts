import { Deciders, EventStore } from '@clipcast/event-store';
import type { Runtime } from '@clipcast/kernel';
import { currentTraceId, RUNTIME, ServiceEngine } from '@clipcast/service-kit';
import { Module } from '@nestjs/common';
import type { PublishTables } from '../database.ts';
import { CancelPublicationController } from './cancel-publication/cancel-publication.controller.ts';
import { CancelPublicationHandler } from './cancel-publication/cancel-publication.handler.ts';
import { DecideUnconfirmedController } from './decide-unconfirmed/decide-unconfirmed.controller.ts';
import { DecideUnconfirmedHandler } from './decide-unconfirmed/decide-unconfirmed.handler.ts';
import { DuplicateGuard } from './duplicate-guard/duplicate-guard.ts';
import { postedMedia } from './duplicate-guard/posted-media.projection.ts';
import { MediaClaims } from './duplicate-guard/media-claims.adapter.ts';
import { ListPublicationsController } from './list-publications/list-publications.controller.ts';
import { ListPublicationsHandler } from './list-publications/list-publications.query.ts';
import { PublicationChanges } from './publication-changes.ts';
import { PublicationRequests } from './publication-requests.ts';
import { PublicationViews } from './publication-views.ts';
import { FindCircumstances } from './publishing-circumstances.query.ts';
import { RequestBatchController } from './request-batch/request-batch.controller.ts';
import { RequestBatchHandler } from './request-batch/request-batch.handler.ts';
import { RequestPublicationController } from './request-publication/request-publication.controller.ts';
import { RequestPublicationHandler } from './request-publication/request-publication.handler.ts';
import { ReschedulePublicationController } from './reschedule-publication/reschedule-publication.controller.ts';
import { ReschedulePublicationHandler } from './reschedule-publication/reschedule-publication.handler.ts';
import { RetryPublicationController } from './retry-publication/retry-publication.controller.ts';
import { RetryPublicationHandler } from './retry-publication/retry-publication.handler.ts';
import { TraceLinks } from './trace-links.ts';
import { ViewPublicationController } from './view-publication/view-publication.controller.ts';
import { ViewPublicationHandler } from './view-publication/view-publication.query.ts';
import { ChangedPublications } from './watch-publications/changed-publications.query.ts';
import { PublicationStreams } from './watch-publications/publication-streams.ts';
import { WatchPublicationsController } from './watch-publications/watch-publications.controller.ts';

@Module({
  controllers: [
    RequestPublicationController,
    RequestBatchController,
    ListPublicationsController,
    WatchPublicationsController,
    ViewPublicationController,
    ReschedulePublicationController,
    CancelPublicationController,
    RetryPublicationController,
    DecideUnconfirmedController,
  ],
  providers: [
    RequestPublicationHandler,
    RequestBatchHandler,
    ListPublicationsHandler,
    ViewPublicationHandler,
    ReschedulePublicationHandler,
    CancelPublicationHandler,
    RetryPublicationHandler,
    DecideUnconfirmedHandler,
    FindCircumstances,
    {
      provide: PublicationViews,
      inject: [RUNTIME, TraceLinks],
      useFactory: (runtime: Runtime, links: TraceLinks) => new PublicationViews(runtime, links),
    },
    {
      provide: PublicationChanges,
      inject: [Deciders, EventStore, PublicationViews],
      useFactory: (deciders: Deciders, store: EventStore, views: PublicationViews) =>
        new PublicationChanges(deciders, store, views),
    },
    {
      provide: PublicationRequests,
      inject: [Deciders, DuplicateGuard, RUNTIME, PublicationViews],
      useFactory: (deciders: Deciders, guard: DuplicateGuard, runtime: Runtime, views: PublicationViews) =>
        new PublicationRequests(deciders, guard, runtime, views, currentTraceId),
    },
    {
      provide: DuplicateGuard,
      inject: [ServiceEngine],
      useFactory: (engine: ServiceEngine<PublishTables>) =>
        new MediaClaims(engine.door.ofEveryProfile, () => engine.caughtUp(postedMedia.name)),
    },
    {
      provide: PublicationStreams,
      inject: [ServiceEngine, RUNTIME, PublicationViews],
      useFactory: (
        { door, store, onTrouble }: ServiceEngine<PublishTables>,
        runtime: Runtime,
        views: PublicationViews,
      ) => new PublicationStreams(new ChangedPublications(door, store, views), runtime, onTrouble),
    },
  ],
})
export class PublicationsModule {}
