import type { ClipRegistered } from '@clipcast/contracts';
import {
  isEvent,
  rowSet,
  type CarriedRow,
  type Projection,
  type ProjectionTable,
  type RecordedEvent,
} from '@clipcast/event-store';
import { bareId, prefixed } from '@clipcast/kernel';
import { sql, type Transaction } from 'kysely';
import type { ClipTable, PublishTables } from '../../database.ts';
import { clip, type ClipEvent } from '../clip.ts';
import { clipInRow, type ClipColumns } from './clip-row.ts';

const clipTable: ProjectionTable = {
  name: 'clip',
  create: async (db) => {
    await sql`
      create table clip (
        profile_id uuid not null,
        clip_id text not null,
        project_id text,
        title text not null,
        status text not null,
        sha256 text,
        media jsonb,
        version int not null,
        registered_at timestamptz not null,
        position bigint not null,
        primary key (profile_id, clip_id)
      )`.execute(db);
  },
  indexes: async (db) => {
    await sql`create index clip_by_position on clip (profile_id, position)`.execute(db);
    await sql`create index clip_by_project on clip (profile_id, project_id, position)`.execute(db);
    await sql`create index clip_by_content on clip (profile_id, sha256)`.execute(db);
  },
};

type Row = CarriedRow<ClipTable>;

/** Every profile's clips, folded from their facts: one reading and one writing a batch. */
export const clipList: Projection<PublishTables> = {
  name: 'clip-list',
  version: 2,
  tables: [clipTable],
  apply: async (tx, events) => {
    const facts = events.filter((event) => event.streamType === clip.streamType);
    if (facts.length === 0) return;
    const rows = await rowsBefore(tx, facts);
    for (const fact of facts as readonly RecordedEvent<ClipEvent>[]) {
      const key = keyOf(fact);
      const row = next(rows.get(key), fact);
      if (row) rows.set(key, row);
      else rows.delete(key);
    }
    const streams = new Map(facts.map((fact) => [keyOf(fact), idsOf(fact)]));
    await remove(
      tx,
      [...streams].filter(([key]) => !rows.has(key)).map(([, ids]) => ids),
    );
    await write(tx, [...rows.values()]);
  },
};

type Ids = Pick<Row, 'profile_id' | 'clip_id'>;

const idsOf = ({ profileId, streamId }: RecordedEvent): Ids => ({
  profile_id: bareId(profileId),
  clip_id: prefixed('clp', streamId),
});
const keyOf = ({ profileId, streamId }: RecordedEvent): string =>
  `${bareId(profileId)} ${prefixed('clp', streamId)}`;

const among = (ids: readonly Ids[]) => sql<boolean>`(profile_id, clip_id) in (
  select profile_id, clip_id from ${rowSet<PublishTables, 'clip'>('clip', ids)})`;

/** The rows as they are, of every clip that the batch goes on with. */
async function rowsBefore(
  tx: Transaction<PublishTables>,
  facts: readonly RecordedEvent[],
): Promise<Map<string, Row>> {
  const ids = [...new Map(facts.map((fact) => [keyOf(fact), idsOf(fact)])).values()];
  const rows = await tx.selectFrom('clip').selectAll().where(among(ids)).execute();
  return new Map(
    rows.map((row) => [`${row.profile_id} ${row.clip_id}`, { ...row, position: String(row.position) }]),
  );
}

/** The row after a fact; undefined when the clip is gone. */
function next(row: Row | undefined, fact: RecordedEvent<ClipEvent>): Row | undefined {
  if (row && row.version >= fact.version) return row;
  const event = fact as unknown as ClipEvent;
  const state = clip.evolve(row ? clipInRow(row) : clip.initialState, event);
  if (state.status === 'unknown' || state.status === 'removed') return undefined;
  const { projectId: project_id, title } = state.described;
  const media = state.status === 'rendering' ? null : state.media;
  const columns: ClipColumns & Pick<Row, 'sha256' | 'version'> = {
    project_id,
    title,
    status: state.status,
    sha256: media?.sha256 ?? null,
    media,
    version: fact.version,
  };
  if (row) return { ...row, ...columns };
  if (!isEvent<ClipRegistered>(fact, 'ClipRegistered')) return undefined;
  return {
    ...columns,
    ...idsOf(fact),
    registered_at: fact.recordedAt,
    position: String(fact.position),
  };
}

async function remove(tx: Transaction<PublishTables>, ids: readonly Ids[]): Promise<void> {
  if (ids.length > 0) await tx.deleteFrom('clip').where(among(ids)).execute();
}

async function write(tx: Transaction<PublishTables>, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into clip select * from ${rowSet<PublishTables, 'clip'>('clip', rows)}
        on conflict (profile_id, clip_id) do update
       set project_id = excluded.project_id, title = excluded.title, status = excluded.status,
           sha256 = excluded.sha256, media = excluded.media, version = excluded.version
     where clip.version < excluded.version`.execute(tx);
}
