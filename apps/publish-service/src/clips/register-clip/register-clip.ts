import type { ClipRegistered } from '@clipcast/contracts';
import type { CommandContext } from '@clipcast/event-store';
import { DomainError, type ProfileId } from '@clipcast/kernel';
import { Command } from '@nestjs/cqrs';
import type { ClipState } from '../clip.ts';
import type { ClipView } from '../clip-view.ts';

/** A clip whose file has arrived. */
export class RegisterClip extends Command<ClipView> {
  constructor(
    readonly profileId: ProfileId,
    readonly clip: ClipRegistered['data'],
    readonly context: CommandContext,
  ) {
    super();
  }
}

export function registerClip({ clip }: Pick<RegisterClip, 'clip'>, state: ClipState): ClipRegistered[] {
  if (state.status !== 'unknown')
    throw new DomainError('clip_exists', 'conflict', 'This clip is registered already.');
  return [{ type: 'ClipRegistered', data: clip }];
}
