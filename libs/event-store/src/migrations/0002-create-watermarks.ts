import { sql, type Kysely } from 'kysely';

/** How far each projection and subscription has come, and what it had to set aside. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table subscriptions (
      name text not null,
      source text not null,
      position bigint not null default 0,
      epoch uuid,
      status text not null default 'running',
      error text,
      updated_at timestamptz not null default clock_timestamp(),
      primary key (name, source)
    )`.execute(db);
  await sql`
    create table dead_letters (
      id uuid primary key default gen_random_uuid(),
      subscription text not null,
      source text not null,
      number bigint not null,
      profile_id uuid not null,
      stream_id uuid not null,
      event jsonb not null,
      error text not null,
      attempts int not null,
      status text not null default 'parked',
      recorded_at timestamptz not null default clock_timestamp(),
      unique (subscription, source, number)
    )`.execute(db);
  await sql`
    create table parked_streams (
      subscription text not null,
      profile_id uuid not null,
      stream_id uuid not null,
      primary key (subscription, profile_id, stream_id)
    )`.execute(db);
}
