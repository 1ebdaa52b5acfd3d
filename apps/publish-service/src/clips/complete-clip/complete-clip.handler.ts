import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { MediaUses } from '../../media/media-uses.adapter.ts';
import { ClipChanges } from '../clip-changes.ts';
import { CompleteClip, completeClip } from './complete-clip.ts';

@CommandHandler(CompleteClip)
export class CompleteClipHandler implements ICommandHandler<CompleteClip> {
  constructor(
    private readonly clips: ClipChanges,
    private readonly uses: MediaUses,
  ) {}

  execute(command: CompleteClip) {
    const { profileId, clipId, media } = command;
    return this.clips.change(
      command,
      (state) => completeClip(command, state),
      (tx) => this.uses.confirm(tx, { profileId, ...media }, clipId),
    );
  }
}
