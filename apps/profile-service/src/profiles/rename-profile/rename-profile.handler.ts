import { Deciders } from '@clipcast/event-store';
import { bareId } from '@clipcast/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { changeProfile } from '../profile-stream.ts';
import { profileView } from '../profile-view.ts';
import { RenameProfile, renameProfile } from './rename-profile.ts';

@CommandHandler(RenameProfile)
export class RenameProfileHandler implements ICommandHandler<RenameProfile> {
  constructor(private readonly deciders: Deciders) {}

  execute(command: RenameProfile) {
    return changeProfile(
      this.deciders,
      command,
      (state) => renameProfile(command, state),
      (state) => profileView(bareId(command.profileId), state),
    );
  }
}
