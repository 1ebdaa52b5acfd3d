import type { TenantDoor } from '@clipcast/event-store';
import type { ProfileId } from '@clipcast/kernel';
import type { PublishTables } from '../database.ts';

/** How a profile wants to be published. */
export interface PublishingWishes {
  /** How long before its instant a post is handed to Postiz; null is the platform's default. */
  readonly leadSeconds: number | null;
  readonly allowDefaultConnection: boolean;
}

/** What profile-service told last. Who has said nothing takes what there is. */
export class PublishingSettings {
  constructor(private readonly door: TenantDoor<PublishTables>) {}

  async of(profileId: ProfileId): Promise<PublishingWishes> {
    const row = await this.door
      .of(profileId)
      .selectFrom('publishing_settings')
      .select(['lead_seconds', 'allow_default_connection'])
      .executeTakeFirst();
    return {
      leadSeconds: row?.lead_seconds ?? null,
      allowDefaultConnection: row?.allow_default_connection ?? true,
    };
  }
}
