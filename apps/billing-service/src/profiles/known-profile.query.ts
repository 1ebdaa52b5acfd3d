import type { TenantDoor } from '@clipcast/event-store';
import { profileNotFound, type ProfileId } from '@clipcast/kernel';
import type { BillingTables } from '../database.ts';

/** Nothing is told about a profile that nobody registered. @throws {DomainError} `profile_not_found` */
export async function requireKnownProfile(
  door: TenantDoor<BillingTables>,
  profileId: ProfileId,
): Promise<void> {
  const known = await door.of(profileId).selectFrom('known_profile').select('profile_id').executeTakeFirst();
  if (!known) throw profileNotFound();
}
