import { Deciders } from '@clipcast/event-store';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { changeProfile } from '../../profiles/profile-stream.ts';
import { ChangeQuota, changeQuota } from './change-quota.ts';

@CommandHandler(ChangeQuota)
export class ChangeQuotaHandler implements ICommandHandler<ChangeQuota> {
  constructor(private readonly deciders: Deciders) {}

  execute(command: ChangeQuota) {
    return changeProfile(
      this.deciders,
      command,
      (state) => changeQuota(command, state),
      () => command.quota,
    );
  }
}
