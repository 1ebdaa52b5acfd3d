import type { ProfileRenamed, PublishingSettingsUpdated } from '@clipcast/contracts';
import type { CommandContext } from '@clipcast/event-store';
import type { ProfileId } from '@clipcast/kernel';
import { Command } from '@nestjs/cqrs';
import { registered, type ProfileState } from '../profile.ts';
import type { ProfileView, Versioned } from '../profile-view.ts';
import { changePublishing, type PublishingChange } from '../publishing-settings.ts';

/** What is to change; what is undefined stays as it is. */
export interface ProfileChange extends PublishingChange {
  readonly name?: string | undefined;
}

/** Another name for a brand, or another way to publish for it: whatever one request asks for, at once or not at all. */
export class UpdateProfile extends Command<Versioned<ProfileView>> {
  constructor(
    readonly profileId: ProfileId,
    readonly change: ProfileChange,
    readonly context: CommandContext,
    readonly expectedVersion: number | undefined,
  ) {
    super();
  }
}

/** One fact for each kind of change, and none for what is so already. The slug stays, because links rest on it. */
export function updateProfile(
  { change }: Pick<UpdateProfile, 'change'>,
  state: ProfileState,
): (ProfileRenamed | PublishingSettingsUpdated)[] {
  const { name: current, slug, publishing } = registered(state);
  const { name = current } = change;
  const renamed: ProfileRenamed[] =
    name === current ? [] : [{ type: 'ProfileRenamed', data: { name, slug } }];
  return [...renamed, ...changePublishing(change, publishing)];
}
