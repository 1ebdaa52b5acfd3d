import { Module } from '@nestjs/common';
import { ListProfilesController } from './list-profiles/list-profiles.controller.ts';
import { ListProfilesHandler } from './list-profiles/list-profiles.query.ts';
import { FreeSlugs } from './free-slugs.query.ts';
import { RegisterProfileController } from './register-profile/register-profile.controller.ts';
import { RegisterProfileHandler } from './register-profile/register-profile.handler.ts';
import { UpdateProfileController } from './update-profile/update-profile.controller.ts';
import { UpdateProfileHandler } from './update-profile/update-profile.handler.ts';
import { ViewHistoryController } from './view-history/view-history.controller.ts';
import { ViewHistoryHandler } from './view-history/view-history.query.ts';
import { ViewProfileController } from './view-profile/view-profile.controller.ts';
import { ViewProfileHandler } from './view-profile/view-profile.query.ts';

@Module({
  controllers: [
    RegisterProfileController,
    UpdateProfileController,
    ViewProfileController,
    ListProfilesController,
    ViewHistoryController,
  ],
  providers: [
    FreeSlugs,
    RegisterProfileHandler,
    UpdateProfileHandler,
    ViewProfileHandler,
    ListProfilesHandler,
    ViewHistoryHandler,
  ],
})
export class ProfilesModule {}
