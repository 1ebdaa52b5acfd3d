import type { TenantDoor } from '@clipcast/event-store';
import { profileNotFound, type ProfileId, type Runtime } from '@clipcast/kernel';
import type { PublishTables } from '../database.ts';
import { waitForNews } from './wait-for-news.ts';

/** The profiles that exist. */
export class KnownProfiles {
  constructor(
    private readonly door: TenantDoor<PublishTables>,
    private readonly runtime: Runtime,
  ) {}

  /** @throws {DomainError} `profile_not_found` */
  async require(profileId: ProfileId): Promise<void> {
    const find = () =>
      this.door.of(profileId).selectFrom('known_profile').select('profile_id').executeTakeFirst();
    if (await waitForNews(find, this.runtime)) return;
    throw profileNotFound();
  }
}
