import type { ClipMedia, ClipRegistered } from '@clipcast/contracts';
import type { CommandContext } from '@clipcast/event-store';
import { DomainError, type ProfileId } from '@clipcast/kernel';
import { Command } from '@nestjs/cqrs';
import type { ClipDescription, ClipState } from '../clip.ts';
import type { ClipView } from '../clip-view.ts';

/** A clip whose media is in the store, or one that is still being rendered elsewhere. */
export class RegisterClip extends Command<ClipView> {
  constructor(
    readonly profileId: ProfileId,
    readonly described: ClipDescription,
    readonly media: ClipMedia | null,
    readonly context: CommandContext,
  ) {
    super();
  }
}

export function registerClip(
  { described, media }: Pick<RegisterClip, 'described' | 'media'>,
  state: ClipState,
): ClipRegistered[] {
  if (state.status !== 'unknown')
    throw new DomainError('clip_exists', 'conflict', 'This clip is registered already.');
  const status = media ? 'ready' : 'rendering';
  return [{ type: 'ClipRegistered', data: { ...described, status, media } }];
}
