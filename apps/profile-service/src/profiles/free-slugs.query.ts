import { TenantDoor } from '@clipcast/event-store';
import { DomainError } from '@clipcast/kernel';
import { ServiceEngine } from '@clipcast/service-kit';
import { Injectable } from '@nestjs/common';
import type { ProfileTables } from '../database.ts';
import { profileList } from './list-profiles/profile-list.projection.ts';
import { slugOf } from './register-profile/register-profile.ts';

/**
 * Slugs tell brands apart for people, so they are kept apart too. Two operators who register the same name in the same
 * instant can still get the same one; nothing but a person's eye rests on it.
 */
@Injectable()
export class FreeSlugs {
  constructor(
    private readonly engine: ServiceEngine,
    private readonly door: TenantDoor<ProfileTables>,
  ) {}

  /** The wanted slug, or one made from the name. @throws {DomainError} `slug_taken` for a wanted one that is in use. */
  async find(name: string, wanted: string | undefined): Promise<string> {
    const base = wanted ?? slugOf(name);
    const taken = await this.#taken(base);
    if (!taken.has(base)) return base;
    if (wanted !== undefined) {
      throw new DomainError(
        'slug_taken',
        'conflict',
        `Another profile is called "${wanted}". Choose another slug.`,
        {
          errors: [{ pointer: '/slug', detail: 'is in use' }],
        },
      );
    }
    for (let number = 2; ; number += 1) {
      if (!taken.has(`${base}-${number}`)) return `${base}-${number}`;
    }
  }

  async #taken(base: string): Promise<ReadonlySet<string>> {
    await this.engine.caughtUp(profileList.name);
    const rows = await this.door.ofEveryProfile
      .selectFrom('profile')
      .select('slug')
      .where('slug', 'like', `${base}%`)
      .execute();
    return new Set(rows.map(({ slug }) => slug));
  }
}
