import { sql, type Kysely } from 'kysely';

/** How far each projection and subscription has come, and what it had to set aside. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table subscriptions (
      name text not null,
      source text not null,
      version int not null default 1,
      tables text[] not null default '{}',
      position bigint not null default 0,
      epoch uuid,
      status text not null default 'running',
      error text,
      updated_at timestamptz not null default clock_timestamp(),
      primary key (name, source)
    )`.execute(db);
  // The event is kept as the text that came (json, not jsonb): a broken message may hold what jsonb refuses.
  await sql`
    create table dead_letters (
      id uuid primary key,
      subscription text not null,
      source text not null,
      epoch uuid not null,
      number bigint not null,
      profile_id uuid not null,
      stream_id uuid not null,
      event json not null,
      error text not null,
      attempts int not null,
      status text not null default 'parked' check (status in ('parked', 'replayed', 'discarded')),
      recorded_at timestamptz not null default clock_timestamp(),
      settled_at timestamptz,
      settled_by text,
      reason text,
      unique (subscription, source, epoch, number)
    )`.execute(db);
  await sql`
    create index dead_letters_parked on dead_letters (subscription, profile_id, stream_id, number)
     where status = 'parked'`.execute(db);
  // A stream is in here exactly as long as it has parked letters; rows change under the lock of the subscription's row.
  await sql`
    create table parked_streams (
      subscription text not null,
      profile_id uuid not null,
      stream_id uuid not null,
      parked_at timestamptz not null default clock_timestamp(),
      primary key (subscription, profile_id, stream_id)
    )`.execute(db);
}
