import { SharedStatement, type TenantDoor } from '@clipcast/event-store';
import { bareId, type ProfileId, type Timers } from '@clipcast/kernel';
import type { PublishTables } from '../database.ts';

/** How a profile wants to be published. */
export interface PublishingWishes {
  /** How long before its instant a post is handed to Postiz; null is the platform's default. */
  readonly leadSeconds: number | null;
  readonly allowDefaultConnection: boolean;
}

/** What profile-service told last. Who has said nothing takes what there is. */
export class PublishingSettings {
  readonly #lookUps: SharedStatement<ProfileId, PublishingWishes>;

  constructor(door: TenantDoor<PublishTables>, timers: Pick<Timers, 'turn'>) {
    this.#lookUps = new SharedStatement((profileIds) => wishesOf(door, profileIds), timers);
  }

  of(profileId: ProfileId): Promise<PublishingWishes> {
    return this.#lookUps.ask(profileId);
  }
}

async function wishesOf(
  door: TenantDoor<PublishTables>,
  profileIds: readonly ProfileId[],
): Promise<PublishingWishes[]> {
  const ids = profileIds.map((profileId) => bareId(profileId));
  const rows = await door.ofEveryProfile
    .selectFrom('publishing_settings')
    .selectAll()
    .where('profile_id', 'in', ids)
    .execute();
  const byProfile = new Map(rows.map((row) => [row.profile_id, row]));
  return ids.map((id) => ({
    leadSeconds: byProfile.get(id)?.lead_seconds ?? null,
    allowDefaultConnection: byProfile.get(id)?.allow_default_connection ?? true,
  }));
}
