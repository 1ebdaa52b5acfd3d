import type { ClipRemoved } from '@clipcast/contracts';
import type { CommandContext } from '@clipcast/event-store';
import { DomainError, type ClipId, type ProfileId, type PublicationId } from '@clipcast/kernel';
import { Command } from '@nestjs/cqrs';
import { existingClip, type ClipState } from '../clip.ts';

/** Removes a clip. Its file goes later, when nothing can need it any more. */
export class RemoveClip extends Command<null> {
  constructor(
    readonly profileId: ProfileId,
    readonly clipId: ClipId,
    readonly context: CommandContext,
    readonly expectedVersion: number | undefined,
  ) {
    super();
  }
}

export function removeClip(
  { underWay }: { readonly underWay: readonly PublicationId[] },
  state: ClipState,
): ClipRemoved[] {
  const existing = existingClip(state);
  if (underWay.length > 0)
    throw new DomainError(
      'clip_in_use',
      'conflict',
      'This clip is being published. Wait until its publications are settled, or cancel them first.',
      { publicationIds: underWay },
    );
  const media = existing.status === 'ready' ? existing.media : null;
  return [{ type: 'ClipRemoved', data: { ...existing.described, media } }];
}
