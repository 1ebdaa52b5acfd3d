import { EventStore } from '@clipcast/event-store';
import { bareId } from '@clipcast/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { changeProfile } from '../profile-stream.ts';
import { profileView } from '../profile-view.ts';
import { RegisterProfile, registerProfile } from './register-profile.ts';

@CommandHandler(RegisterProfile)
export class RegisterProfileHandler implements ICommandHandler<RegisterProfile> {
  constructor(private readonly store: EventStore) {}

  execute(command: RegisterProfile) {
    return changeProfile(
      this.store,
      command,
      (state) => registerProfile(command, state),
      (state) => profileView(bareId(command.profileId), state),
    );
  }
}
