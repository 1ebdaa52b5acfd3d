import { sql, type Kysely } from 'kysely';

/** What billing-service derives from its own facts and from profile-service's. Every key starts with the profile. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table known_profile (profile_id uuid primary key)`.execute(db);
  await sql`
    create table quota (
      profile_id uuid primary key,
      limit_micros bigint not null,
      warn_at_percent int not null,
      enforcement text not null,
      version int not null
    )`.execute(db);
  await sql`
    create table cost_entry (
      profile_id uuid not null,
      cost_id text not null,
      month text not null,
      provider text not null,
      model text not null,
      quantity text not null,
      unit text not null,
      amount_micros bigint not null,
      incurred_at timestamptz not null,
      source jsonb not null,
      position bigint not null,
      primary key (profile_id, cost_id)
    )`.execute(db);
  await sql`create index cost_entry_by_time on cost_entry (profile_id, incurred_at, position)`.execute(db);
  await sql`
    create table month_spent (
      profile_id uuid not null,
      month text not null,
      provider text not null,
      spent_micros bigint not null,
      entries bigint not null,
      primary key (profile_id, month, provider)
    )`.execute(db);
}
