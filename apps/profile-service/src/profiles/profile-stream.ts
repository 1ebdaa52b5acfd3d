import type { CommandContext, Deciders } from '@clipcast/event-store';
import { bareId, type Json, type ProfileId } from '@clipcast/kernel';
import {
  profile,
  registered,
  type ProfileEvent,
  type ProfileState,
  type RegisteredProfile,
} from './profile.ts';
import type { Versioned } from './profile-view.ts';

/** What every command on a profile carries. */
export interface ProfileCommand {
  readonly profileId: ProfileId;
  readonly context: CommandContext;
  readonly expectedVersion?: number | undefined;
}

/** Decides on a profile and answers with what `view` makes of it afterwards. */
export async function changeProfile<Resource extends Json>(
  deciders: Deciders,
  { profileId, context, expectedVersion }: ProfileCommand,
  decide: (state: ProfileState) => readonly ProfileEvent[],
  view: (state: ProfileState) => Resource,
): Promise<Versioned<Resource>> {
  const { reply } = await deciders.handle({
    aggregate: profile,
    target: { profileId, id: bareId(profileId) },
    context,
    expectedVersion,
    decide,
    reply: (state, version) => ({ resource: view(state), version }),
  });
  return reply;
}

/** The profile as its facts have it now. @throws {DomainError} `profile_not_found` */
export async function readProfile(
  deciders: Deciders,
  profileId: ProfileId,
): Promise<Versioned<RegisteredProfile>> {
  const { state, version } = await deciders.read(profile, { profileId, id: bareId(profileId) });
  return { resource: registered(state), version };
}
