import { sql, type Kysely } from 'kysely';

/**
 * The log: one head row that hands out positions, the events, and the commands that carried an id.
 *
 * `append_events` is the only writer. It moves the head first and numbers the events from it, so positions are dense and
 * position order is commit order; a rollback gives the numbers back. Every key starts with the log and the profile.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table log_head (
      log_id smallint primary key,
      position bigint not null,
      public_number bigint not null,
      epoch uuid not null
    ) with (fillfactor = 10)`.execute(db);
  await sql`insert into log_head values (1, 0, 0, gen_random_uuid())`.execute(db);
  await sql`
    create table events (
      log_id smallint not null default 1,
      position bigint not null,
      public_number bigint,
      profile_id uuid not null,
      stream_id uuid not null,
      stream_type text not null,
      version int not null,
      event_id uuid not null,
      type text not null,
      schema_version smallint not null,
      data jsonb not null,
      meta jsonb not null,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (log_id, position),
      unique (log_id, profile_id, stream_id, version)
    )`.execute(db);
  await sql`
    create unique index events_public_number on events (log_id, public_number) where public_number is not null`.execute(
    db,
  );
  await sql`
    create table commands (
      log_id smallint not null default 1,
      scope uuid not null,
      command_id uuid not null,
      fingerprint text,
      version int not null,
      result jsonb not null,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (log_id, scope, command_id)
    )`.execute(db);
  await sql`
    create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception 'the log is append-only';
    end $$`.execute(db);
  await sql`
    create trigger events_are_facts before update or delete or truncate on events
    for each statement execute function refuse_change()`.execute(db);
  await sql`
    create function append_events(
      c_profile uuid[], c_stream uuid[], c_stream_type text[], c_expected int[], c_count int[],
      c_command uuid[], c_scope uuid[], c_fingerprint text[], c_result jsonb[],
      e_command int[], e_offset int[], e_id uuid[], e_type text[], e_schema_version smallint[], e_public boolean[],
      e_data jsonb[], e_meta jsonb[]
    ) returns table (outcome text, stream_version int, last_position bigint, first_result jsonb, first_fingerprint text)
    language plpgsql as $$
    declare
      commands_n int := coalesce(array_length(c_profile, 1), 0);
      events_n int := coalesce(array_length(e_id, 1), 0);
      public_n int := (select count(*) from unnest(e_public) p where p);
      head bigint; head_public bigint; current_version int; taken int; taken_public int;
    begin
      -- Fast path: every command has facts and names its exact version, so one insert does all and the unique keys judge.
      if (select bool_and(x >= 0) from unnest(c_expected) x) and (select bool_and(x > 0) from unnest(c_count) x) then
        begin
          update log_head set position = position + events_n, public_number = public_number + public_n
           where log_id = 1 returning position - events_n, public_number - public_n into head, head_public;
          insert into events (position, public_number, profile_id, stream_id, stream_type, version, event_id, type,
                              schema_version, data, meta)
          select head + e.ord,
                 case when e.is_public then head_public + count(*) filter (where e.is_public) over (order by e.ord) end,
                 c_profile[e.cmd], c_stream[e.cmd], c_stream_type[e.cmd], c_expected[e.cmd] + e.off,
                 e.id, e.type, e.schema_version, e.data, e.meta
            from unnest(e_command, e_offset, e_id, e_type, e_schema_version, e_public, e_data, e_meta)
                 with ordinality as e(cmd, off, id, type, schema_version, is_public, data, meta, ord);
          insert into commands (scope, command_id, fingerprint, version, result)
          select c.scope, c.command, c.fingerprint, c.expected + c.count, c.result
            from unnest(c_scope, c_command, c_fingerprint, c_expected, c_count, c_result)
                 as c(scope, command, fingerprint, expected, count, result)
           where c.command is not null;
          if exists (
            select 1 from unnest(c_profile, c_stream, c_expected) as c(profile, stream, expected)
             where c.expected > 0 and not exists (
               select 1 from events v where v.log_id = 1 and v.profile_id = c.profile and v.stream_id = c.stream
                  and v.version = c.expected)
          ) then
            raise unique_violation using message = 'a command expects a version its stream has not reached';
          end if;
          return query
            select 'appended', c.expected + c.count, head + sum(c.count) over (order by c.ord)::bigint, null::jsonb, null::text
              from unnest(c_expected, c_count) with ordinality as c(expected, count, ord) order by c.ord;
          return;
        exception when unique_violation then
          null; -- undone as a whole, the head too; judge the commands one by one
        end;
      end if;

      select h.position, h.public_number into head, head_public from log_head h where h.log_id = 1 for update;
      for i in 1 .. commands_n loop
        if c_command[i] is not null then
          select k.version, k.result, k.fingerprint into stream_version, first_result, first_fingerprint
            from commands k
           where k.log_id = 1 and k.scope = c_scope[i] and k.command_id = c_command[i];
          if found then
            outcome := 'duplicate'; last_position := null;
            return next;
            continue;
          end if;
        end if;
        first_result := null; first_fingerprint := null;
        select coalesce(max(v.version), 0) into current_version from events v
         where v.log_id = 1 and v.profile_id = c_profile[i] and v.stream_id = c_stream[i];
        if c_expected[i] >= 0 and c_expected[i] <> current_version then
          outcome := 'conflict'; stream_version := current_version; last_position := null;
          return next;
          continue;
        end if;
        insert into events (position, public_number, profile_id, stream_id, stream_type, version, event_id, type,
                            schema_version, data, meta)
        select head + row_number() over (order by e.off),
               case when e.is_public then head_public + count(*) filter (where e.is_public) over (order by e.off) end,
               c_profile[i], c_stream[i], c_stream_type[i], current_version + e.off,
               e.id, e.type, e.schema_version, e.data, e.meta
          from unnest(e_command, e_offset, e_id, e_type, e_schema_version, e_public, e_data, e_meta)
               as e(cmd, off, id, type, schema_version, is_public, data, meta)
         where e.cmd = i;
        select count(*), count(*) filter (where e.is_public) into taken, taken_public
          from unnest(e_command, e_public) as e(cmd, is_public) where e.cmd = i;
        head := head + taken;
        head_public := head_public + taken_public;
        if c_command[i] is not null then
          insert into commands (scope, command_id, fingerprint, version, result)
          values (c_scope[i], c_command[i], c_fingerprint[i], current_version + taken, c_result[i]);
        end if;
        outcome := 'appended'; stream_version := current_version + taken; last_position := head;
        return next;
      end loop;
      update log_head set position = head, public_number = head_public where log_id = 1;
    end $$`.execute(db);
}
