import type { ProjectionTable } from '@clipcast/event-store';
import { sql } from 'kysely';

export const dashboardClipTable: ProjectionTable = {
  name: 'dashboard_clip',
  create: async (db) => {
    await sql`
      create table dashboard_clip (
        profile_id uuid not null,
        clip_id text not null,
        project_id text,
        title text not null,
        status text not null,
        registered_at timestamptz not null,
        rendered_at timestamptz,
        version int not null,
        primary key (profile_id, clip_id)
      )`.execute(db);
    // The projection itself looks for the newest clip of a project.
    await sql`
      create index dashboard_clip_of_project on dashboard_clip (profile_id, project_id, registered_at)
       where status <> 'removed'`.execute(db);
  },
  indexes: async (db) => {
    await sql`
      create index dashboard_clip_by_age on dashboard_clip (profile_id, registered_at, clip_id)
       where status <> 'removed'`.execute(db);
  },
};

export const dashboardPublicationTable: ProjectionTable = {
  name: 'dashboard_publication',
  create: async (db) => {
    await sql`
      create table dashboard_publication (
        profile_id uuid not null,
        publication_id text not null,
        clip_id text not null,
        published int not null,
        failed_on text,
        version int not null,
        primary key (profile_id, publication_id)
      )`.execute(db);
  },
  indexes: async (db) => {
    await sql`create index dashboard_publication_of_clip on dashboard_publication (profile_id, clip_id)`.execute(
      db,
    );
  },
};

export const dashboardDayTable: ProjectionTable = {
  name: 'dashboard_day',
  create: async (db) => {
    await sql`
      create table dashboard_day (
        profile_id uuid not null,
        day text not null,
        clips int not null,
        rendered int not null,
        published int not null,
        failed int not null,
        projects int not null,
        primary key (profile_id, day)
      )`.execute(db);
  },
};
