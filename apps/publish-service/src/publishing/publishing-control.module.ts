import { Module } from '@nestjs/common';
import { PauseFleetController } from './pause-publishing/pause-fleet.controller.ts';
import { PausePublishingController } from './pause-publishing/pause-publishing.controller.ts';
import { PausePublishingHandler } from './pause-publishing/pause-publishing.handler.ts';
import { ResumeFleetController } from './resume-publishing/resume-fleet.controller.ts';
import { ResumePublishingController } from './resume-publishing/resume-publishing.controller.ts';
import { ResumePublishingHandler } from './resume-publishing/resume-publishing.handler.ts';
import { ViewFleetController } from './view-fleet/view-fleet.controller.ts';
import { ViewFleetHandler } from './view-fleet/view-fleet.query.ts';
import { ViewPublishingController } from './view-publishing/view-publishing.controller.ts';
import { ViewPublishingHandler } from './view-publishing/view-publishing.query.ts';

/** The stop switch, and how publishing stands. */
@Module({
  controllers: [
    ViewPublishingController,
    PausePublishingController,
    ResumePublishingController,
    ViewFleetController,
    PauseFleetController,
    ResumeFleetController,
  ],
  providers: [PausePublishingHandler, ResumePublishingHandler, ViewPublishingHandler, ViewFleetHandler],
})
export class PublishingControlModule {}
