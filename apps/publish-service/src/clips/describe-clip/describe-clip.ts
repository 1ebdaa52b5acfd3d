import type { ClipDescribed } from '@clipcast/contracts';
import type { CommandContext } from '@clipcast/event-store';
import type { ClipId, ProfileId } from '@clipcast/kernel';
import { Command } from '@nestjs/cqrs';
import { existingClip, type ClipState } from '../clip.ts';
import type { VersionedClip } from '../clip-view.ts';

/** What is to be said of a clip from now on; what is left out stays. */
export interface ClipChange {
  readonly title?: string | undefined;
  /** Null: it belongs to no editing project. */
  readonly projectId?: string | null | undefined;
}

export class DescribeClip extends Command<VersionedClip> {
  constructor(
    readonly profileId: ProfileId,
    readonly clipId: ClipId,
    readonly change: ClipChange,
    readonly context: CommandContext,
    readonly expectedVersion: number | undefined,
  ) {
    super();
  }
}

export function describeClip({ change }: Pick<DescribeClip, 'change'>, state: ClipState): ClipDescribed[] {
  const { described } = existingClip(state);
  const { title = described.title, projectId = described.projectId } = change;
  if (title === described.title && projectId === described.projectId) return [];
  return [{ type: 'ClipDescribed', data: { ...described, title, projectId } }];
}
