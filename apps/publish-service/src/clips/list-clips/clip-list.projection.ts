import type { ClipRegistered } from '@clipcast/contracts';
import {
  isEvent,
  rowSet,
  type CarriedRow,
  type Projection,
  type ProjectionTable,
  type RecordedEvent,
} from '@clipcast/event-store';
import { bareId } from '@clipcast/kernel';
import { sql } from 'kysely';
import type { ClipTable, PublishTables } from '../../database.ts';

const clipTable: ProjectionTable = {
  name: 'clip',
  create: async (db) => {
    await sql`
      create table clip (
        profile_id uuid not null,
        clip_id text not null,
        project_id text,
        title text not null,
        file_name text not null,
        sha256 text not null,
        bytes bigint not null,
        duration_ms int,
        status text not null,
        registered_at timestamptz not null,
        position bigint not null,
        primary key (profile_id, clip_id)
      )`.execute(db);
  },
  indexes: async (db) => {
    await sql`create index clip_by_position on clip (profile_id, position)`.execute(db);
  },
};

/** Every profile's clips. */
export const clipList: Projection<PublishTables> = {
  name: 'clip-list',
  version: 1,
  tables: [clipTable],
  apply: async (tx, events) => {
    const rows = events.filter((event) => isEvent<ClipRegistered>(event, 'ClipRegistered')).map(rowOf);
    if (rows.length === 0) return;
    await sql`
      insert into clip select * from ${rowSet<PublishTables, 'clip'>('clip', rows)}
          on conflict do nothing`.execute(tx);
  },
};

function rowOf({
  profileId,
  data,
  recordedAt,
  position,
}: RecordedEvent<ClipRegistered>): CarriedRow<ClipTable> {
  const { clipId, projectId, title, fileName, sha256, bytes, durationMs, status } = data;
  return {
    profile_id: bareId(profileId),
    clip_id: clipId,
    project_id: projectId,
    title,
    file_name: fileName,
    sha256,
    bytes: String(bytes),
    duration_ms: durationMs,
    status,
    registered_at: recordedAt,
    position: String(position),
  };
}
