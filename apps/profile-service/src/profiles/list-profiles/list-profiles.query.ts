import { TenantDoor } from '@clipcast/event-store';
import { prefixed } from '@clipcast/kernel';
import { decodeCursor, pageOf, ServiceEngine, type Page } from '@clipcast/service-kit';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import type { ProfileTables } from '../../database.ts';
import type { ProfileView } from '../profile-view.ts';
import { publishingView } from '../publishing-settings.ts';
import { profileList } from './profile-list.projection.ts';

export class ListProfiles extends Query<Page<ProfileView>> {
  constructor(
    readonly limit: number,
    readonly cursor: string | undefined,
  ) {
    super();
  }
}

/** In the order in which they were registered. */
@QueryHandler(ListProfiles)
export class ListProfilesHandler implements IQueryHandler<ListProfiles> {
  constructor(
    private readonly engine: ServiceEngine,
    private readonly door: TenantDoor<ProfileTables>,
  ) {}

  async execute({ limit, cursor }: ListProfiles): Promise<Page<ProfileView>> {
    await this.engine.caughtUp(profileList.name);
    const after = decodeCursor(cursor, z.string().regex(/^\d{1,18}$/)) ?? '0';
    const rows = await this.door.ofEveryProfile
      .selectFrom('profile')
      .selectAll()
      .where('position', '>', BigInt(after))
      .orderBy('position')
      .limit(limit + 1)
      .execute();
    const page = pageOf(rows, limit, ({ position }) => String(position));
    return {
      ...page,
      items: page.items.map(({ profile_id: id, name, slug, connected, publishing }) => ({
        id: prefixed('prf', id),
        name,
        slug,
        connected,
        ...publishingView(publishing),
      })),
    };
  }
}
