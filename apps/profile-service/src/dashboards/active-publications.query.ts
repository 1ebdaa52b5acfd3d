import { rowSet } from '@clipcast/event-store';
import type { PublicationId, Uuid } from '@clipcast/kernel';
import { sql, type Selectable, type Transaction } from 'kysely';
import type { DashboardPublicationTable, ProfileTables } from '../database.ts';
import type { ActivePublication } from './publish-activity.ts';

interface PublicationKey {
  readonly profileId: Uuid;
  readonly publicationId: PublicationId;
}

const publicationRows = (rows: Parameters<typeof rowSet<ProfileTables, 'dashboard_publication'>>[1]) =>
  rowSet<ProfileTables, 'dashboard_publication'>('dashboard_publication', rows);

/** The publications as they are, by profile and id. */
export async function activePublications(
  tx: Transaction<ProfileTables>,
  keys: readonly PublicationKey[],
): Promise<Map<string, ActivePublication>> {
  const wanted = keys.map(({ profileId, publicationId }) => ({
    profile_id: profileId,
    publication_id: publicationId,
  }));
  const { rows } = await sql<Selectable<DashboardPublicationTable>>`
    select * from dashboard_publication
     where (profile_id, publication_id) in
           (select profile_id, publication_id from ${publicationRows(wanted)})`.execute(tx);
  return new Map(rows.map((row) => [`${row.profile_id} ${row.publication_id}`, publicationIn(row)]));
}

const publicationIn = (row: Selectable<DashboardPublicationTable>): ActivePublication => ({
  profileId: row.profile_id,
  publicationId: row.publication_id,
  clipId: row.clip_id,
  published: row.published,
  failedOn: row.failed_on,
  version: row.version,
});

export async function writeActivePublications(
  tx: Transaction<ProfileTables>,
  publications: readonly ActivePublication[],
): Promise<void> {
  if (publications.length === 0) return;
  const rows = publications.map((publication) => ({
    profile_id: publication.profileId,
    publication_id: publication.publicationId,
    clip_id: publication.clipId,
    published: publication.published,
    failed_on: publication.failedOn,
    version: publication.version,
  }));
  await sql`
    insert into dashboard_publication select * from ${publicationRows(rows)}
        on conflict (profile_id, publication_id) do update
       set published = excluded.published, failed_on = excluded.failed_on,
           version = excluded.version`.execute(tx);
}
