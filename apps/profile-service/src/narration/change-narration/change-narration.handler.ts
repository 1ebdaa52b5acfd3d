import { Deciders } from '@clipcast/event-store';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { changeProfile } from '../../profiles/profile-stream.ts';
import { ChangeNarration, changeNarration } from './change-narration.ts';

@CommandHandler(ChangeNarration)
export class ChangeNarrationHandler implements ICommandHandler<ChangeNarration> {
  constructor(private readonly deciders: Deciders) {}

  execute(command: ChangeNarration) {
    return changeProfile(
      this.deciders,
      command,
      (state) => changeNarration(command, state),
      () => command.narration,
    );
  }
}
