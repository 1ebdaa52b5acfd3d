import { sql, type Kysely } from 'kysely';

/** Rebuilds of projections: one row each, and what its last switch left for the way back. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table rebuilds (
      name text not null,
      source text not null,
      version int not null,
      status text not null,
      from_retired boolean not null,
      position bigint not null default 0,
      target bigint not null default 0,
      epoch uuid,
      indexed boolean not null default false,
      error text,
      started_from bigint not null default 0,
      started_at timestamptz,
      requested_at timestamptz not null,
      replayed_since timestamptz not null,
      updated_at timestamptz not null,
      primary key (name, source)
    )`.execute(db);
  await sql`
    create table retired_tables (
      name text not null,
      source text not null,
      version int not null,
      tables text[] not null,
      position bigint not null,
      epoch uuid,
      retired_at timestamptz not null,
      primary key (name, source)
    )`.execute(db);
}
