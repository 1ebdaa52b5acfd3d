import { sql, type Kysely } from 'kysely';

/**
 * Postiz counts calls per organisation, and several profiles can have the same one. Which organisation a key belongs to is
 * told by the accounts that it shows. Two that turn out to be one stay readable under either id: `same_as` leads to the one
 * that has the budget. The budgets of before were of profiles; they are learnt again.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table postiz_organisation (
      id uuid primary key,
      same_as uuid not null references postiz_organisation
    )`.execute(db);
  await sql`
    create table postiz_organisation_key (
      profile_id uuid not null,
      key_name text not null,
      organisation_id uuid not null references postiz_organisation,
      primary key (profile_id, key_name)
    )`.execute(db);
  await sql`
    create table postiz_organisation_account (
      api_url text not null,
      integration_id text not null,
      organisation_id uuid not null references postiz_organisation,
      primary key (api_url, integration_id)
    )`.execute(db);
  await sql`drop table call_budget`.execute(db);
  await sql`
    create table call_budget (
      organisation_id uuid not null,
      endpoint text not null,
      version int not null,
      state jsonb not null,
      primary key (organisation_id, endpoint)
    )`.execute(db);
}
