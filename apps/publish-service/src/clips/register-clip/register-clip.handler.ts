import { Deciders } from '@clipcast/event-store';
import { bareId, type Runtime } from '@clipcast/kernel';
import { RUNTIME } from '@clipcast/service-kit';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { clip, readyClip } from '../clip.ts';
import { clipView } from '../clip-view.ts';
import { RegisterClip, registerClip } from './register-clip.ts';

@CommandHandler(RegisterClip)
export class RegisterClipHandler implements ICommandHandler<RegisterClip> {
  constructor(
    private readonly deciders: Deciders,
    @Inject(RUNTIME) private readonly runtime: Runtime,
  ) {}

  async execute(command: RegisterClip) {
    const { reply } = await this.deciders.handle({
      aggregate: clip,
      target: { profileId: command.profileId, id: bareId(command.clip.clipId) },
      context: command.context,
      decide: (state) => registerClip(command, state),
      reply: (state) => clipView(readyClip(state), this.runtime.clock.now()),
    });
    return reply;
  }
}
