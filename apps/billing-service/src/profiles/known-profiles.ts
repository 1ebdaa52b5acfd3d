import type { TenantDoor } from '@clipcast/event-store';
import { profileNotFound, type ProfileId } from '@clipcast/kernel';
import type { BillingTables } from '../database.ts';

const KEPT_MAX = 10_000;

/** Who is a profile, as far as profile-service's facts have come over. Whoever was one is asked for once. */
export class KnownProfiles {
  readonly #known = new Set<ProfileId>();

  constructor(private readonly door: TenantDoor<BillingTables>) {}

  /** Nothing is told about, and nothing booked for, a profile that nobody registered. @throws {DomainError} `profile_not_found` */
  async require(profileId: ProfileId): Promise<void> {
    if (this.#known.has(profileId)) return;
    const row = await this.door
      .of(profileId)
      .selectFrom('known_profile')
      .select('profile_id')
      .executeTakeFirst();
    if (!row) throw profileNotFound();
    if (this.#known.size >= KEPT_MAX) this.#known.clear();
    this.#known.add(profileId);
  }
}
