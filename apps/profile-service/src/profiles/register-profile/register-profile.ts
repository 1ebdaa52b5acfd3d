import type { ProfileRegistered, PublishingSettingsUpdated } from '@clipcast/contracts';
import type { CommandContext } from '@clipcast/event-store';
import { DomainError, type ProfileId } from '@clipcast/kernel';
import { Command } from '@nestjs/cqrs';
import type { ProfileState } from '../profile.ts';
import type { ProfileView, Versioned } from '../profile-view.ts';
import { changePublishing, DEFAULT_PUBLISHING, type PublishingChange } from '../publishing-settings.ts';

/** A new brand. */
export class RegisterProfile extends Command<Versioned<ProfileView>> {
  constructor(
    readonly profileId: ProfileId,
    readonly name: string,
    /** As it was asked for; without one, a free one is made from the name. */
    readonly wantedSlug: string | undefined,
    readonly publishing: PublishingChange,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Settings that are the default already are not said again. */
export function registerProfile(
  { name, slug, publishing }: Pick<RegisterProfile, 'name' | 'publishing'> & { readonly slug: string },
  state: ProfileState,
): (ProfileRegistered | PublishingSettingsUpdated)[] {
  if (state.status !== 'unknown')
    throw new DomainError('profile_exists', 'conflict', 'This profile is registered already.');
  return [
    { type: 'ProfileRegistered', data: { name, slug } },
    ...changePublishing(publishing, DEFAULT_PUBLISHING),
  ];
}

/** A name as it can stand in a URL; a name without any Latin letter or digit gives `profile`. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60) || 'profile';
