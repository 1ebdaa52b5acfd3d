import { Deciders } from '@clipcast/event-store';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { registered } from '../../profiles/profile.ts';
import { changeProfile } from '../../profiles/profile-stream.ts';
import { connectionView } from '../connection-view.ts';
import { ProfileKeys } from '../profile-keys.ts';
import { ConnectPostiz, connectPostiz } from './connect-postiz.ts';

@CommandHandler(ConnectPostiz)
export class ConnectPostizHandler implements ICommandHandler<ConnectPostiz> {
  constructor(
    private readonly deciders: Deciders,
    private readonly keys: ProfileKeys,
  ) {}

  execute(command: ConnectPostiz) {
    return changeProfile(
      this.deciders,
      command,
      (state) => connectPostiz(command, state, this.keys.of(command.profileId)),
      (state) => connectionView(registered(state).connection),
    );
  }
}
