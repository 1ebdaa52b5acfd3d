import { TenantDoor } from '@clipcast/event-store';
import type { ProfileId } from '@clipcast/kernel';
import { decodeCursor, pageOf, ServiceEngine, type Page } from '@clipcast/service-kit';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { PublishTables } from '../../database.ts';
import { KnownProfiles } from '../../profiles/known-profiles.query.ts';
import { positionCursor } from '../../profiles/position-cursor.ts';
import type { ClipView } from '../clip-view.ts';
import { clipList } from './clip-list.projection.ts';

export class ListClips extends Query<Page<ClipView>> {
  constructor(
    readonly profileId: ProfileId,
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
  ) {}

  async execute({ profileId, limit, cursor }: ListClips): Promise<Page<ClipView>> {
    await this.profiles.require(profileId);
    await this.engine.caughtUp(clipList.name);
    const before = decodeCursor(cursor, positionCursor);
    const rows = await this.door
      .of(profileId)
      .selectFrom('clip')
      .selectAll()
      .$if(before !== undefined, (query) => query.where('position', '<', BigInt(before ?? 0)))
      .orderBy('position', 'desc')
      .limit(limit + 1)
      .execute();
    const page = pageOf(rows, limit, ({ position }) => String(position));
    const items = page.items.map((row): ClipView => ({
      id: row.clip_id,
      projectId: row.project_id,
      title: row.title,
      fileName: row.file_name,
      sha256: row.sha256,
      bytes: Number(row.bytes),
      durationMs: row.duration_ms,
      status: row.status,
      registeredAt: row.registered_at.toISOString(),
    }));
    return { ...page, items };
  }
}
