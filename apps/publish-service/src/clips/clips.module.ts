import { Deciders, EventStore } from '@clipcast/event-store';
import { Module } from '@nestjs/common';
import { Arrivals } from '../media/arrivals.adapter.ts';
import { SourceDownload } from '../media/source-download.adapter.ts';
import { PublicPath } from '../publications/public-path.ts';
import { ClipChanges } from './clip-changes.ts';
import { CompleteClipController } from './complete-clip/complete-clip.controller.ts';
import { CompleteClipHandler } from './complete-clip/complete-clip.handler.ts';
import { DescribeClipController } from './describe-clip/describe-clip.controller.ts';
import { DescribeClipHandler } from './describe-clip/describe-clip.handler.ts';
import { DownloadMediaController } from './download-media/download-media.controller.ts';
import { ListClipsController } from './list-clips/list-clips.controller.ts';
import { ListClipsHandler } from './list-clips/list-clips.query.ts';
import { RegisterClipController } from './register-clip/register-clip.controller.ts';
import { RegisterClipHandler } from './register-clip/register-clip.handler.ts';
import { RemoveClipController } from './remove-clip/remove-clip.controller.ts';
import { RemoveClipHandler } from './remove-clip/remove-clip.handler.ts';
import { VideoIntake } from './video-intake.adapter.ts';
import { ViewClipController } from './view-clip/view-clip.controller.ts';
import { ViewClipHandler } from './view-clip/view-clip.query.ts';

@Module({
  controllers: [
    RegisterClipController,
    CompleteClipController,
    ListClipsController,
    ViewClipController,
    DownloadMediaController,
    DescribeClipController,
    RemoveClipController,
  ],
  providers: [
    {
      provide: ClipChanges,
      inject: [Deciders, EventStore, PublicPath],
      useFactory: (deciders: Deciders, store: EventStore, paths: PublicPath) =>
        new ClipChanges(deciders, store, paths),
    },
    {
      provide: VideoIntake,
      inject: [Arrivals, SourceDownload],
      useFactory: (arrivals: Arrivals, sources: SourceDownload) => new VideoIntake(arrivals, sources),
    },
    RegisterClipHandler,
    CompleteClipHandler,
    ListClipsHandler,
    ViewClipHandler,
    DescribeClipHandler,
    RemoveClipHandler,
  ],
})
export class ClipsModule {}
