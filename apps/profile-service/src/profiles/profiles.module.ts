import { Module } from '@nestjs/common';
import { ListProfilesController } from './list-profiles/list-profiles.controller.ts';
import { ListProfilesHandler } from './list-profiles/list-profiles.query.ts';
import { FreeSlugs } from './free-slugs.query.ts';
import { RegisterProfileController } from './register-profile/register-profile.controller.ts';
import { RegisterProfileHandler } from './register-profile/register-profile.handler.ts';
import { RenameProfileController } from './rename-profile/rename-profile.controller.ts';
import { RenameProfileHandler } from './rename-profile/rename-profile.handler.ts';
import { ViewHistoryController } from './view-history/view-history.controller.ts';
import { ViewHistoryHandler } from './view-history/view-history.query.ts';
import { ViewProfileController } from './view-profile/view-profile.controller.ts';
import { ViewProfileHandler } from './view-profile/view-profile.query.ts';

@Module({
  controllers: [
    RegisterProfileController,
    RenameProfileController,
    ViewProfileController,
    ListProfilesController,
    ViewHistoryController,
  ],
  providers: [
    FreeSlugs,
    RegisterProfileHandler,
    RenameProfileHandler,
    ViewProfileHandler,
    ListProfilesHandler,
    ViewHistoryHandler,
  ],
})
export class ProfilesModule {}
