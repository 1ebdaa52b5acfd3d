import { EventStore } from '@clipcast/event-store';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { changeProfile } from '../../profiles/profile-stream.ts';
import { ChangeNarration, changeNarration } from './change-narration.ts';

@CommandHandler(ChangeNarration)
export class ChangeNarrationHandler implements ICommandHandler<ChangeNarration> {
  constructor(private readonly store: EventStore) {}

  execute(command: ChangeNarration) {
    return changeProfile(
      this.store,
      command,
      (state) => changeNarration(command, state),
      () => command.narration,
    );
  }
}
