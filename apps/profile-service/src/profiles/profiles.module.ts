import { Module } from '@nestjs/common';
import { ListProfilesController } from './list-profiles/list-profiles.controller.ts';
import { ListProfilesHandler } from './list-profiles/list-profiles.query.ts';
import { FreeSlugs } from './free-slugs.query.ts';
import { RegisterProfileController } from './register-profile/register-profile.controller.ts';
import { RegisterProfileHandler } from './register-profile/register-profile.handler.ts';
import { RenameProfileController } from './rename-profile/rename-profile.controller.ts';
import { RenameProfileHandler } from './rename-profile/rename-profile.handler.ts';
import { ViewProfileController } from './view-profile/view-profile.controller.ts';
import { ViewProfileHandler } from './view-profile/view-profile.query.ts';

@Module({
  controllers: [
    RegisterProfileController,
    RenameProfileController,
    ViewProfileController,
    ListProfilesController,
  ],
  providers: [
    FreeSlugs,
    RegisterProfileHandler,
    RenameProfileHandler,
    ViewProfileHandler,
    ListProfilesHandler,
  ],
})
export class ProfilesModule {}
