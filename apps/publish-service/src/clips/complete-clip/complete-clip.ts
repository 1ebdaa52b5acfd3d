import type { ClipMedia, ClipRendered } from '@clipcast/contracts';
import type { CommandContext } from '@clipcast/event-store';
import { DomainError, type ClipId, type ProfileId } from '@clipcast/kernel';
import { Command } from '@nestjs/cqrs';
import { existingClip, type ClipState } from '../clip.ts';
import type { VersionedClip } from '../clip-view.ts';

/** The video of a clip that was being rendered is in the store. */
export class CompleteClip extends Command<VersionedClip> {
  constructor(
    readonly profileId: ProfileId,
    readonly clipId: ClipId,
    readonly media: ClipMedia,
    readonly context: CommandContext,
  ) {
    super();
  }
}

export function completeClip({ media }: Pick<CompleteClip, 'media'>, state: ClipState): ClipRendered[] {
  return [{ type: 'ClipRendered', data: { ...awaitingMedia(state).described, media } }];
}

/** A clip whose video has not come yet. @throws {DomainError} `clip_not_found`, `clip_has_media` */
export function awaitingMedia(state: ClipState) {
  const existing = existingClip(state);
  if (existing.status === 'rendering') return existing;
  throw new DomainError(
    'clip_has_media',
    'conflict',
    'The video of this clip has come already. Upload another one as a new clip.',
  );
}
