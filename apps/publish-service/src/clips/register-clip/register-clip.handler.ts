import { Deciders } from '@clipcast/event-store';
import { bareId, type Runtime } from '@clipcast/kernel';
import { RUNTIME } from '@clipcast/service-kit';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { MediaUses } from '../../media/media-uses.adapter.ts';
import { PublicPath } from '../../publications/public-path.ts';
import { clip, existingClip } from '../clip.ts';
import { clipView } from '../clip-view.ts';
import { RegisterClip, registerClip } from './register-clip.ts';

@CommandHandler(RegisterClip)
export class RegisterClipHandler implements ICommandHandler<RegisterClip> {
  constructor(
    private readonly deciders: Deciders,
    private readonly uses: MediaUses,
    private readonly paths: PublicPath,
    @Inject(RUNTIME) private readonly runtime: Runtime,
  ) {}

  async execute(command: RegisterClip) {
    const { profileId, described, media, context } = command;
    const { clipId } = described;
    const registeredAt = this.runtime.clock.now();
    const { reply } = await this.deciders.handle({
      aggregate: clip,
      target: { profileId, id: bareId(clipId) },
      context,
      decide: (state) => registerClip(command, state),
      reply: (state) => clipView({ profileId, clip: existingClip(state), registeredAt }, this.paths),
      ...(media && { alongside: (tx) => this.uses.confirm(tx, { profileId, ...media }, clipId) }),
    });
    return reply;
  }
}
