import { Deciders } from '@clipcast/event-store';
import { bareId } from '@clipcast/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { changeProfile } from '../profile-stream.ts';
import { profileView } from '../profile-view.ts';
import { UpdateProfile, updateProfile } from './update-profile.ts';

@CommandHandler(UpdateProfile)
export class UpdateProfileHandler implements ICommandHandler<UpdateProfile> {
  constructor(private readonly deciders: Deciders) {}

  execute(command: UpdateProfile) {
    return changeProfile(
      this.deciders,
      command,
      (state) => updateProfile(command, state),
      (state) => profileView(bareId(command.profileId), state),
    );
  }
}
