import { Module } from '@nestjs/common';
import { ChangeNarrationController } from './change-narration/change-narration.controller.ts';
import { ChangeNarrationHandler } from './change-narration/change-narration.handler.ts';
import { ViewNarrationController } from './view-narration/view-narration.controller.ts';
import { ViewNarrationHandler } from './view-narration/view-narration.query.ts';

@Module({
  controllers: [ChangeNarrationController, ViewNarrationController],
  providers: [ChangeNarrationHandler, ViewNarrationHandler],
})
export class NarrationModule {}
