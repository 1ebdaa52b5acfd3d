import { rowSet } from '@clipcast/event-store';
import type { ClipId, Uuid } from '@clipcast/kernel';
import { sql, type Selectable, type Transaction } from 'kysely';
import type { DashboardClipTable, ProfileTables } from '../database.ts';
import { dayOf, type ActiveClip, type Day } from './publish-activity.ts';

interface ClipKey {
  readonly profileId: Uuid;
  readonly clipId: ClipId;
}

const clipRows = (rows: Parameters<typeof rowSet<ProfileTables, 'dashboard_clip'>>[1]) =>
  rowSet<ProfileTables, 'dashboard_clip'>('dashboard_clip', rows);

/** The clips as they are, by profile and id. */
export async function activeClips(
  tx: Transaction<ProfileTables>,
  keys: readonly ClipKey[],
): Promise<Map<string, ActiveClip>> {
  const wanted = keys.map(({ profileId, clipId }) => ({ profile_id: profileId, clip_id: clipId }));
  const { rows } = await sql<Selectable<DashboardClipTable>>`
    select * from dashboard_clip
     where (profile_id, clip_id) in (select profile_id, clip_id from ${clipRows(wanted)})`.execute(tx);
  return new Map(rows.map((row) => [`${row.profile_id} ${row.clip_id}`, clipIn(row)]));
}

const clipIn = (row: Selectable<DashboardClipTable>): ActiveClip => ({
  profileId: row.profile_id,
  clipId: row.clip_id,
  projectId: row.project_id,
  title: row.title,
  status: row.status,
  registeredAt: row.registered_at.toISOString(),
  renderedAt: row.rendered_at?.toISOString() ?? null,
  version: row.version,
});

export async function writeActiveClips(
  tx: Transaction<ProfileTables>,
  clips: readonly ActiveClip[],
): Promise<void> {
  const rows = clips.map((clip) => ({
    profile_id: clip.profileId,
    clip_id: clip.clipId,
    project_id: clip.projectId,
    title: clip.title,
    status: clip.status,
    registered_at: clip.registeredAt,
    rendered_at: clip.renderedAt,
    version: clip.version,
  }));
  await sql`
    insert into dashboard_clip select * from ${clipRows(rows)}
        on conflict (profile_id, clip_id) do update
       set project_id = excluded.project_id, title = excluded.title, status = excluded.status,
           rendered_at = excluded.rendered_at, version = excluded.version`.execute(tx);
}

/** The day of the newest clip of each project that one of the clips is in; none for a project without clips. */
export async function newestDaysOfProjects(
  tx: Transaction<ProfileTables>,
  clips: readonly ActiveClip[],
): Promise<{ profileId: Uuid; day: Day }[]> {
  const projects = clips.flatMap(({ profileId, projectId }) =>
    projectId === null ? [] : [{ profile_id: profileId, project_id: projectId }],
  );
  if (projects.length === 0) return [];
  const { rows } = await sql<{ profile_id: Uuid; newest: Date | null }>`
    select touched.profile_id,
           (select max(registered_at) from dashboard_clip
             where dashboard_clip.profile_id = touched.profile_id
               and dashboard_clip.project_id = touched.project_id and status <> 'removed') as newest
      from (select distinct profile_id, project_id from ${clipRows(projects)}) as touched`.execute(tx);
  return rows.flatMap(({ profile_id: profileId, newest }) =>
    newest === null ? [] : [{ profileId, day: dayOf(newest) }],
  );
}
