import { clipPublished } from '@clipcast/contracts';
import { rowSet } from '@clipcast/event-store';
import { bareId } from '@clipcast/kernel';
import { isPublic, type ForeignProjection, type PublicEvent } from '@clipcast/messaging';
import { sql, type Transaction } from 'kysely';
import type { ProfileTables } from '../database.ts';
import { activeClips, newestDaysOfProjects, writeActiveClips } from './active-clips.query.ts';
import { activePublications, writeActivePublications } from './active-publications.query.ts';
import { dayOf, DayChanges } from './publish-activity.ts';
import { clipAfter, clipIdIn, publicationAfter, publicationIdIn } from './publish-facts.ts';
import {
  dashboardClipTable,
  dashboardDayTable,
  dashboardPublicationTable,
} from './publish-tables.projection.ts';

/**
 * What every profile did, from publish-service's facts, and how much of it on each day. The days change by the difference
 * between what a clip or a publication was and what it is, and a fact that is in it already makes no difference: so
 * nothing is counted twice, however often it comes.
 */
export const publishActivity: ForeignProjection<ProfileTables> = {
  name: 'publish-activity',
  source: 'publish',
  version: 1,
  tables: [dashboardClipTable, dashboardPublicationTable, dashboardDayTable],
  project: async (tx, events) => {
    const changes = new DayChanges();
    await projectClips(tx, events, changes);
    await projectPublications(tx, events, changes);
    await addToDays(tx, changes);
  },
};

async function projectClips(
  tx: Transaction<ProfileTables>,
  events: readonly PublicEvent[],
  changes: DayChanges,
): Promise<void> {
  const facts = events.flatMap((event) => {
    const clipId = clipIdIn(event);
    return clipId === undefined ? [] : [{ event, key: { profileId: bareId(event.profileId), clipId } }];
  });
  if (facts.length === 0) return;
  const before = await activeClips(
    tx,
    facts.map(({ key }) => key),
  );
  const after = new Map(before);
  for (const { event, key } of facts) {
    const at = `${key.profileId} ${key.clipId}`;
    const clip = clipAfter(after.get(at), event);
    if (clip) after.set(at, clip);
  }
  const changed = [...after].filter(([at, clip]) => clip !== before.get(at));
  if (changed.length === 0) return;
  for (const [at, clip] of changed) changes.clip(before.get(at), clip);
  const projects = [...before.values(), ...after.values()];
  const newestBefore = await newestDaysOfProjects(tx, projects);
  await writeActiveClips(
    tx,
    changed.map(([, clip]) => clip),
  );
  const newestAfter = await newestDaysOfProjects(tx, projects);
  for (const { profileId, day } of newestBefore) changes.add(profileId, day, { projects: -1 });
  for (const { profileId, day } of newestAfter) changes.add(profileId, day, { projects: 1 });
}

async function projectPublications(
  tx: Transaction<ProfileTables>,
  events: readonly PublicEvent[],
  changes: DayChanges,
): Promise<void> {
  const facts = events.flatMap((event) => {
    const publicationId = publicationIdIn(event);
    return publicationId === undefined
      ? []
      : [{ event, key: { profileId: bareId(event.profileId), publicationId } }];
  });
  if (facts.length === 0) return;
  const before = await activePublications(
    tx,
    facts.map(({ key }) => key),
  );
  const after = new Map(before);
  for (const { event, key } of facts) {
    const at = `${key.profileId} ${key.publicationId}`;
    const was = after.get(at);
    const is = publicationAfter(was, event);
    if (is === undefined || is === was) continue;
    after.set(at, is);
    changes.publication(was, is);
    if (isPublic(event, clipPublished))
      changes.add(key.profileId, dayOf(event.data.publishedAt), { published: 1 });
  }
  const changed = [...after].filter(([at, publication]) => publication !== before.get(at));
  await writeActivePublications(
    tx,
    changed.map(([, publication]) => publication),
  );
}

async function addToDays(tx: Transaction<ProfileTables>, changes: DayChanges): Promise<void> {
  const rows = changes.all().map(({ profileId, ...counts }) => ({ profile_id: profileId, ...counts }));
  if (rows.length === 0) return;
  await sql`
    insert into dashboard_day
    select * from ${rowSet<ProfileTables, 'dashboard_day'>('dashboard_day', rows)}
        on conflict (profile_id, day) do update
       set clips = dashboard_day.clips + excluded.clips, rendered = dashboard_day.rendered + excluded.rendered,
           published = dashboard_day.published + excluded.published,
           failed = dashboard_day.failed + excluded.failed,
           projects = dashboard_day.projects + excluded.projects`.execute(tx);
}
