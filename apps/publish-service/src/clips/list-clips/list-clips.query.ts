import { TenantDoor } from '@clipcast/event-store';
import type { ProfileId } from '@clipcast/kernel';
import { decodeCursor, pageOf, ServiceEngine, type Page } from '@clipcast/service-kit';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { PublishTables } from '../../database.ts';
import { KnownProfiles } from '../../profiles/known-profiles.query.ts';
import { positionCursor } from '../../profiles/position-cursor.ts';
import { PublicPath } from '../../publications/public-path.ts';
import { clipView, type ClipView } from '../clip-view.ts';
import { clipList } from './clip-list.projection.ts';
import { clipInRow } from './clip-row.ts';

/** Which clips are wanted; what is left out does not matter. */
export interface ClipFilter {
  readonly projectId?: string | undefined;
  readonly status?: ClipView['status'] | undefined;
}

export class ListClips extends Query<Page<ClipView>> {
  constructor(
    readonly profileId: ProfileId,
    readonly filter: ClipFilter,
    readonly limit: number,
    readonly cursor: string | undefined,
  ) {
    super();
  }
}

/** The newest first. */
@QueryHandler(ListClips)
export class ListClipsHandler implements IQueryHandler<ListClips> {
  constructor(
    private readonly engine: ServiceEngine,
    private readonly door: TenantDoor<PublishTables>,
    private readonly profiles: KnownProfiles,
    private readonly paths: PublicPath,
  ) {}

  async execute({ profileId, filter, limit, cursor }: ListClips): Promise<Page<ClipView>> {
    const { projectId = null, status } = filter;
    await this.profiles.require(profileId);
    await this.engine.caughtUp(clipList.name);
    const before = decodeCursor(cursor, positionCursor);
    const rows = await this.door
      .of(profileId)
      .selectFrom('clip')
      .selectAll()
      .$if(projectId !== null, (query) => query.where('project_id', '=', projectId))
      .$if(status === 'rendering', (query) => query.where('status', '=', 'rendering'))
      .$if(status === 'ready', (query) => query.where('status', '<>', 'rendering'))
      .$if(before !== undefined, (query) => query.where('position', '<', BigInt(before ?? 0)))
      .orderBy('position', 'desc')
      .limit(limit + 1)
      .execute();
    const page = pageOf(rows, limit, ({ position }) => String(position));
    const items = page.items.map((row) =>
      clipView({ profileId, clip: clipInRow(row), registeredAt: row.registered_at }, this.paths),
    );
    return { ...page, items };
  }
}
