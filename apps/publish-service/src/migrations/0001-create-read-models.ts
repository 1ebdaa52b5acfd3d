import { sql, type Kysely } from 'kysely';

/** What publish-service derives from its own facts and from those of the others. Every key starts with the profile. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table known_profile (profile_id uuid primary key)`.execute(db);
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
  await sql`
    create table publication (
      profile_id uuid not null,
      publication_id text not null,
      clip_id text not null,
      status text not null,
      state jsonb not null,
      trace_id text,
      version int not null,
      requested_at timestamptz not null,
      updated_at timestamptz not null,
      position bigint not null,
      primary key (profile_id, publication_id)
    )`.execute(db);
  await sql`
    create table post_task (
      profile_id uuid not null,
      publication_id text not null,
      integration_id text not null,
      due_at timestamptz not null,
      lease_until timestamptz,
      fence int not null default 0,
      tries int not null default 0,
      primary key (profile_id, publication_id, integration_id)
    )`.execute(db);
  await sql`create index post_task_due on post_task (due_at)`.execute(db);
  await sql`create index clip_by_position on clip (profile_id, position)`.execute(db);
  await sql`create index publication_by_position on publication (profile_id, position)`.execute(db);
  await sql`
    create table publish_instant (
      profile_id uuid not null,
      integration_id text not null,
      publish_at timestamptz not null,
      primary key (profile_id, integration_id, publish_at)
    )`.execute(db);
  await sql`
    create table uploaded_media (
      profile_id uuid not null,
      sha256 text not null,
      connection_version int not null,
      media_id text not null,
      media_path text not null,
      primary key (profile_id, sha256, connection_version)
    )`.execute(db);
  await sql`
    create table connection (
      profile_id uuid not null,
      connection_version int not null,
      api_url text not null,
      sealed_api_key text not null,
      enabled boolean not null,
      removed boolean not null default false,
      primary key (profile_id, connection_version)
    )`.execute(db);
  await sql`
    create table quota_standing (
      profile_id uuid not null,
      month text not null,
      exhausted boolean not null,
      enforcement text not null,
      spent_usd text not null,
      reserved_usd text not null,
      limit_usd text not null,
      primary key (profile_id, month)
    )`.execute(db);
}
