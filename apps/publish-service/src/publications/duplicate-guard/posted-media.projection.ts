import type { PublicationRequested } from '@clipcast/contracts';
import {
  isEvent,
  rowSet,
  type CarriedRow,
  type Projection,
  type ProjectionTable,
  type RecordedEvent,
} from '@clipcast/event-store';
import { bareId, prefixed } from '@clipcast/kernel';
import { sql } from 'kysely';
import type { PostedMediaTable, PublishTables } from '../../database.ts';
import type { PublicationRetried, SinglePostEvent } from '../post-events.ts';
import { publication } from '../publication.ts';

const postedMediaTable: ProjectionTable = {
  name: 'posted_media',
  create: async (db) => {
    await sql`
      create table posted_media (
        profile_id uuid not null,
        publication_id text not null,
        integration_id text not null,
        sha256 text not null,
        requested_at timestamptz not null,
        counts boolean not null,
        version int not null,
        primary key (profile_id, publication_id, integration_id)
      )`.execute(db);
  },
  indexes: async (db) => {
    await sql`create index posted_media_by_content on posted_media (sha256) where counts`.execute(db);
  },
};

type Row = CarriedRow<PostedMediaTable>;
type Change = Pick<Row, 'profile_id' | 'publication_id' | 'integration_id' | 'counts' | 'version'>;

/** Which media is on which account, or on its way there. What fails or is cancelled stops counting until it is retried. */
export const postedMedia: Projection<PublishTables> = {
  name: 'posted-media',
  version: 1,
  tables: [postedMediaTable],
  apply: async (tx, events) => {
    const facts = events.filter(({ streamType }) => streamType === publication.streamType);
    const requested = facts.flatMap(requestedRows);
    if (requested.length > 0)
      await sql`
        insert into posted_media select * from ${rowSet<PublishTables, 'posted_media'>('posted_media', requested)}
            on conflict (profile_id, publication_id, integration_id) do nothing`.execute(tx);
    const newest = new Map(facts.flatMap(changes).map((change) => [keyOf(change), change]));
    if (newest.size === 0) return;
    await sql`
      update posted_media set counts = change.counts, version = change.version
        from ${rowSet<PublishTables, 'posted_media'>('posted_media', [...newest.values()])} as change
       where posted_media.profile_id = change.profile_id and posted_media.publication_id = change.publication_id
         and posted_media.integration_id = change.integration_id and posted_media.version < change.version`.execute(
      tx,
    );
  },
};

const keyOf = ({ profile_id, publication_id, integration_id }: Change): string =>
  `${profile_id} ${publication_id} ${integration_id}`;

/** Requests of a time when the content's hash was not told count for nothing: there is nothing to compare. */
function requestedRows(event: RecordedEvent): Row[] {
  if (!isEvent<PublicationRequested>(event, 'PublicationRequested')) return [];
  const { publicationId, sha256, integrations } = event.data;
  if (sha256 === null) return [];
  return integrations.map(({ integrationId }) => ({
    profile_id: bareId(event.profileId),
    publication_id: publicationId,
    integration_id: integrationId,
    sha256,
    requested_at: event.recordedAt,
    counts: true,
    version: event.version,
  }));
}

function changes(event: RecordedEvent): Change[] {
  const change = (integration_id: string, counts: boolean): Change => ({
    profile_id: bareId(event.profileId),
    publication_id: prefixed('pub', event.streamId),
    integration_id,
    counts,
    version: event.version,
  });
  if (isEvent<PublicationRetried>(event, 'PublicationRetried'))
    return event.data.integrationIds.map((id) => change(id, true));
  if (isEvent<SinglePostEvent>(event, 'PostFailed') || isEvent<SinglePostEvent>(event, 'PostCancelled'))
    return [change(event.data.integrationId, false)];
  return [];
}
