import type { EventStore, TenantDoor } from '@clipcast/event-store';
import type { ProfileId } from '@clipcast/kernel';
import type { PublishTables } from '../../database.ts';
import type { PublicationViews } from '../publication-views.ts';
import type { PublicationChange } from './watch-publications.ts';

/** Read at once; a stream waits for its reader between them, so no more is ever held for a slow one. */
const PAGE_MAX = 10;

/** A profile's publications in the order in which they changed. */
export class ChangedPublications {
  constructor(
    private readonly door: TenantDoor<PublishTables>,
    private readonly store: EventStore,
    private readonly views: PublicationViews,
  ) {}

  /**
   * From where a stream begins: behind what its reader has seen last, else behind all there is now. A cursor from beyond
   * the log's end is of a history that is no more (the database was put back): then everything is told again.
   */
  async startAfter(lastSeen: bigint | undefined): Promise<bigint> {
    const { position } = await this.store.head();
    if (lastSeen === undefined) return position;
    return lastSeen > position ? 0n : lastSeen;
  }

  /** The next ones after a cursor, each as it is now: what happened in between is not told. */
  async after(profileId: ProfileId, cursor: bigint): Promise<PublicationChange[]> {
    const rows = await this.door
      .of(profileId)
      .selectFrom('publication')
      .select(['state', 'trace_id', 'changed'])
      .where('changed', '>', cursor)
      .orderBy('changed')
      .limit(PAGE_MAX)
      .execute();
    return rows.map((row) => ({ cursor: row.changed, view: this.views.of(row.state, row.trace_id) }));
  }

  /** The place of the newest change; 0 while there is none. */
  async newest(profileId: ProfileId): Promise<bigint> {
    const row = await this.door
      .of(profileId)
      .selectFrom('publication')
      .select('changed')
      .orderBy('changed', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row?.changed ?? 0n;
  }
}
