import {
  isEvent,
  rowSet,
  type CarriedRow,
  type Projection,
  type ProjectionTable,
  type RecordedEvent,
} from '@clipcast/event-store';
import type { PublicationRequested } from '@clipcast/contracts';
import { bareId, prefixed } from '@clipcast/kernel';
import { sql, type Transaction } from 'kysely';
import type { PublicationTable, PublishTables } from '../../database.ts';
import { publication, type PublicationEvent } from '../publication.ts';
import { statusOfPublication } from '../publication-status.ts';
import { traceIdOf } from '../trace-id.ts';

const publicationTable: ProjectionTable = {
  name: 'publication',
  create: async (db) => {
    await sql`
      create table publication (
        profile_id uuid not null,
        publication_id text not null,
        clip_id text not null,
        integration_ids text[] not null,
        status text not null,
        state jsonb not null,
        trace_id text,
        version int not null,
        requested_at timestamptz not null,
        updated_at timestamptz not null,
        position bigint not null,
        changed bigint not null,
        primary key (profile_id, publication_id)
      )`.execute(db);
  },
  indexes: async (db) => {
    await sql`create index publication_by_position on publication (profile_id, position)`.execute(db);
    await sql`create index publication_by_clip on publication (profile_id, clip_id)`.execute(db);
    await sql`create index publication_by_change on publication (profile_id, changed)`.execute(db);
  },
};

type Row = CarriedRow<PublicationTable>;

/** Every profile's publications with their status, folded from their facts: one reading and one writing a batch. */
export const publicationList: Projection<PublishTables> = {
  name: 'publication-list',
  version: 4,
  tables: [publicationTable],
  apply: async (tx, events) => {
    const facts = events.filter((event) => event.streamType === publication.streamType);
    if (facts.length === 0) return;
    const rows = await rowsBefore(tx, facts);
    const changed = new Set<string>();
    for (const fact of facts as readonly RecordedEvent<PublicationEvent>[]) {
      const key = keyOf(fact);
      const row = next(rows.get(key), fact);
      if (!row) continue;
      rows.set(key, row);
      changed.add(key);
    }
    const written = [...rows].filter(([key]) => changed.has(key)).map(([, row]) => row);
    if (written.length === 0) return;
    await sql`
      insert into publication select * from ${rowSet<PublishTables, 'publication'>('publication', written)}
          on conflict (profile_id, publication_id) do update
         set status = excluded.status, state = excluded.state, version = excluded.version,
             updated_at = excluded.updated_at, changed = excluded.changed
       where publication.version < excluded.version`.execute(tx);
  },
};

const keyOf = ({ profileId, streamId }: RecordedEvent): string =>
  `${bareId(profileId)} ${prefixed('pub', streamId)}`;

/** The rows as they are, of every publication that the batch goes on with. */
async function rowsBefore(
  tx: Transaction<PublishTables>,
  facts: readonly RecordedEvent[],
): Promise<Map<string, Row>> {
  const streams = new Map(facts.map((fact) => [keyOf(fact), fact]));
  const keys = [...streams.values()].map(({ profileId, streamId }) => ({
    profile_id: bareId(profileId),
    publication_id: prefixed('pub', streamId),
  }));
  const rows = await tx
    .selectFrom('publication')
    .selectAll()
    .where(
      sql<boolean>`(profile_id, publication_id) in (
        select profile_id, publication_id from ${rowSet<PublishTables, 'publication'>('publication', keys)})`,
    )
    .execute();
  return new Map(
    rows.map((row) => [
      `${row.profile_id} ${row.publication_id}`,
      { ...row, position: String(row.position), changed: String(row.changed) },
    ]),
  );
}

/** The row after a fact; undefined when the fact changes none. */
function next(row: Row | undefined, fact: RecordedEvent<PublicationEvent>): Row | undefined {
  const event = fact as unknown as PublicationEvent;
  if (row && row.version >= fact.version) return undefined;
  const state = publication.evolve(row?.state ?? publication.initialState, event);
  if (state.status === 'unknown') return undefined;
  const changes = {
    status: statusOfPublication(state.posts),
    state,
    version: fact.version,
    updated_at: fact.recordedAt,
    changed: String(fact.position),
  };
  if (row) return { ...row, ...changes };
  if (!isEvent<PublicationRequested>(fact, 'PublicationRequested')) return undefined;
  return {
    ...changes,
    profile_id: bareId(fact.profileId),
    publication_id: fact.data.publicationId,
    clip_id: fact.data.clipId,
    integration_ids: fact.data.integrations.map(({ integrationId }) => integrationId),
    trace_id: traceIdOf(fact),
    requested_at: fact.recordedAt,
    position: String(fact.position),
  };
}
