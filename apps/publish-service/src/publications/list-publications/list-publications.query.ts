import { TenantDoor } from '@clipcast/event-store';
import type { ClipId, ProfileId } from '@clipcast/kernel';
import { decodeCursor, pageOf, ServiceEngine, type Page } from '@clipcast/service-kit';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { sql } from 'kysely';
import type { PublishTables } from '../../database.ts';
import { KnownProfiles } from '../../profiles/known-profiles.query.ts';
import { positionCursor } from '../../profiles/position-cursor.ts';
import type { PublicationView } from '../publication-view.ts';
import { PublicationViews } from '../publication-views.ts';
import { publicationList } from './publication-list.projection.ts';

export interface PublicationFilter {
  readonly status?: string | undefined;
  readonly clipId?: ClipId | undefined;
  readonly integrationId?: string | undefined;
}

export class ListPublications extends Query<Page<PublicationView>> {
  constructor(
    readonly profileId: ProfileId,
    readonly filter: PublicationFilter,
    readonly limit: number,
    readonly cursor: string | undefined,
  ) {
    super();
  }
}

/** The newest first. */
@QueryHandler(ListPublications)
export class ListPublicationsHandler implements IQueryHandler<ListPublications> {
  constructor(
    private readonly engine: ServiceEngine,
    private readonly door: TenantDoor<PublishTables>,
    private readonly profiles: KnownProfiles,
    private readonly views: PublicationViews,
  ) {}

  async execute({ profileId, filter, limit, cursor }: ListPublications): Promise<Page<PublicationView>> {
    await this.profiles.require(profileId);
    await this.engine.caughtUp(publicationList.name);
    const before = decodeCursor(cursor, positionCursor);
    const { status, clipId, integrationId } = filter;
    const rows = await this.door
      .of(profileId)
      .selectFrom('publication')
      .select(['state', 'trace_id', 'position'])
      .$if(before !== undefined, (query) => query.where('position', '<', BigInt(before ?? 0)))
      .$if(status !== undefined, (query) => query.where('status', '=', status ?? ''))
      .$if(clipId !== undefined, (query) => query.where('clip_id', '=', clipId as ClipId))
      .$if(integrationId !== undefined, (query) =>
        query.where(sql<boolean>`integration_ids @> array[${integrationId}]::text[]`),
      )
      .orderBy('position', 'desc')
      .limit(limit + 1)
      .execute();
    const page = pageOf(rows, limit, ({ position }) => String(position));
    return {
      ...page,
      items: page.items.map((row) => this.views.of(row.state, row.trace_id)),
    };
  }
}
