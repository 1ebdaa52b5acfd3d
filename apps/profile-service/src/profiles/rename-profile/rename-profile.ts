import type { ProfileRenamed } from '@clipcast/contracts';
import type { CommandContext } from '@clipcast/event-store';
import type { ProfileId } from '@clipcast/kernel';
import { Command } from '@nestjs/cqrs';
import { registered, type ProfileState } from '../profile.ts';
import type { ProfileView, Versioned } from '../profile-view.ts';

/** Another name for a brand. Its slug stays, because links rest on it. */
export class RenameProfile extends Command<Versioned<ProfileView>> {
  constructor(
    readonly profileId: ProfileId,
    readonly name: string,
    readonly context: CommandContext,
    readonly expectedVersion: number | undefined,
  ) {
    super();
  }
}

export function renameProfile({ name }: Pick<RenameProfile, 'name'>, state: ProfileState): ProfileRenamed[] {
  const { name: current, slug } = registered(state);
  return name === current ? [] : [{ type: 'ProfileRenamed', data: { name, slug } }];
}
