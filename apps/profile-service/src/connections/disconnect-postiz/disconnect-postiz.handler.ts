import { Deciders } from '@clipcast/event-store';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { changeProfile } from '../../profiles/profile-stream.ts';
import { DisconnectPostiz, disconnectPostiz } from './disconnect-postiz.ts';

@CommandHandler(DisconnectPostiz)
export class DisconnectPostizHandler implements ICommandHandler<DisconnectPostiz> {
  constructor(private readonly deciders: Deciders) {}

  async execute(command: DisconnectPostiz): Promise<void> {
    await changeProfile(this.deciders, command, disconnectPostiz, () => null);
  }
}
