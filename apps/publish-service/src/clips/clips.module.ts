import { Module } from '@nestjs/common';
import { ListClipsController } from './list-clips/list-clips.controller.ts';
import { ListClipsHandler } from './list-clips/list-clips.query.ts';
import { RegisterClipController } from './register-clip/register-clip.controller.ts';
import { RegisterClipHandler } from './register-clip/register-clip.handler.ts';
import { ViewClipController } from './view-clip/view-clip.controller.ts';
import { ViewClipHandler } from './view-clip/view-clip.query.ts';

@Module({
  controllers: [RegisterClipController, ListClipsController, ViewClipController],
  providers: [RegisterClipHandler, ListClipsHandler, ViewClipHandler],
})
export class ClipsModule {}
