import { sql, type Kysely } from 'kysely';

/**
 * The log: one head row that hands out positions, the events, and the commands that carried an id.
 *
 * `append_one`, `append_exact` and `append_judged` are the only writers. They take the head first and number the events from it, so
 * positions are dense and position order is commit order; a rollback gives the numbers back. Every key starts with the log
 * and the profile. Facts are `json`: the text that was written, which nobody takes apart in SQL.
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
      data json not null,
      meta json not null,
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
      result json not null,
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
    create table snapshots (
      log_id smallint not null default 1,
      profile_id uuid not null,
      stream_type text not null,
      stream_id uuid not null,
      version int not null,
      event_id uuid not null,
      format int not null,
      state jsonb not null,
      primary key (log_id, profile_id, stream_type, stream_id)
    )`.execute(db);
  await createAppendOne(db);
  await createAppendExact(db);
  await createAppendJudged(db);
}

/**
 * The lone command's path: one fact, its exact version. It is cheaper than a batch of one, whose arrays have to be
 * taken apart. Answers the position before; null when something is not as expected, and then nothing was written.
 */
const createAppendOne = (db: Kysely<unknown>) =>
  sql`
    create function append_one(
      profile uuid, stream uuid, stream_type text, version int, is_public boolean, id uuid, type text,
      schema_version smallint, data json, meta json, event_before uuid,
      scope uuid, command uuid, fingerprint text, result json
    ) returns bigint
    language plpgsql as $$
    #variable_conflict use_variable
    declare
      head bigint; head_public bigint;
    begin
      update log_head set position = position + 1, public_number = public_number + is_public::int
       where log_id = 1 returning position, public_number into head, head_public;
      insert into events (position, public_number, profile_id, stream_id, stream_type, version, event_id, type,
                          schema_version, data, meta)
      values (head, case when is_public then head_public end, profile, stream, stream_type, version, id, type,
              schema_version, data, meta);
      if command is not null then
        insert into commands (scope, command_id, fingerprint, version, result)
        values (scope, command, fingerprint, version, result);
      end if;
      if version > 1 and not exists (
        select 1 from events v where v.log_id = 1 and v.profile_id = profile and v.stream_id = stream
           and v.version = append_one.version - 1 and v.event_id = coalesce(event_before, v.event_id)
      ) then
        raise unique_violation using message = 'the command expects a version that its stream does not have';
      end if;
      return head - 1;
    exception when unique_violation then
      return null; -- undone as a whole, the head too
    end $$`.execute(db);

/**
 * The fast path, for a batch in which every command names its exact version: one insert does all, and the unique keys
 * judge. Answers the position before the batch; null when something is not as expected, and then nothing was written.
 */
const createAppendExact = (db: Kysely<unknown>) =>
  sql`
    create function append_exact(
      public_n int, e_profile uuid[], e_stream uuid[], e_stream_type text[], e_version int[], e_public int[],
      e_id uuid[], e_type text[], e_schema_version smallint[], e_data json[], e_meta json[],
      k_scope uuid[], k_command uuid[], k_fingerprint text[], k_version int[], k_result json[],
      x_profile uuid[], x_stream uuid[], x_version int[], x_event uuid[], x_is_last boolean[]
    ) returns bigint
    language plpgsql as $$
    declare
      events_n int := coalesce(array_length(e_id, 1), 0);
      head bigint := 0; head_public bigint;
    begin
      if events_n > 0 then
        update log_head set position = position + events_n, public_number = public_number + public_n
         where log_id = 1 returning position - events_n, public_number - public_n into head, head_public;
        insert into events (position, public_number, profile_id, stream_id, stream_type, version, event_id, type,
                            schema_version, data, meta)
        select head + e.ord, head_public + e.public_ord, e.profile, e.stream, e.stream_type, e.version,
               e.id, e.type, e.schema_version, e.data, e.meta
          from unnest(e_profile, e_stream, e_stream_type, e_version, e_public, e_id, e_type, e_schema_version,
                      e_data, e_meta)
               with ordinality as e(profile, stream, stream_type, version, public_ord, id, type, schema_version,
                                    data, meta, ord);
      elsif array_length(k_command, 1) > 0 then
        -- Ids are recorded under the lock of the head too, or a writer behind it would not see them and run into their key.
        perform 1 from log_head where log_id = 1 for update;
      end if;
      if array_length(k_command, 1) > 0 then
        insert into commands (scope, command_id, fingerprint, version, result)
        select k.scope, k.command, k.fingerprint, k.version, k.result
          from unnest(k_scope, k_command, k_fingerprint, k_version, k_result)
               as k(scope, command, fingerprint, version, result);
      end if;
      -- The keys judge what is taken already. Whether a version was reached, and is the last one where a command has no
      -- facts, is looked up.
      if array_length(x_stream, 1) > 0 and exists (
        select 1 from unnest(x_profile, x_stream, x_version, x_event, x_is_last)
               as x(profile, stream, version, event, is_last)
         where (x.version > 0 and not exists (
                 select 1 from events v where v.log_id = 1 and v.profile_id = x.profile and v.stream_id = x.stream
                    and v.version = x.version and v.event_id = coalesce(x.event, v.event_id)))
            or (x.is_last and exists (
                 select 1 from events v where v.log_id = 1 and v.profile_id = x.profile and v.stream_id = x.stream
                    and v.version = x.version + 1 and v.event_id <> all (e_id)))
      ) then
        raise unique_violation using message = 'a command expects a version that its stream does not have';
      end if;
      return head;
    exception when unique_violation then
      return null; -- undone as a whole, the head too
    end $$`.execute(db);

/** The careful path: command by command, each answered alone. */
const createAppendJudged = (db: Kysely<unknown>) =>
  sql`
    create function append_judged(
      e_command int[], e_profile uuid[], e_stream uuid[], e_stream_type text[], e_public int[],
      e_id uuid[], e_type text[], e_schema_version smallint[], e_data json[], e_meta json[],
      c_profile uuid[], c_stream uuid[], c_expected int[], c_event uuid[], c_follows boolean[],
      c_command uuid[], c_scope uuid[], c_fingerprint text[], c_result json[]
    ) returns table (outcome text, stream_version int, last_position bigint, first_result json, first_fingerprint text)
    language plpgsql as $$
    declare
      head bigint; head_public bigint; current_version int; current_event uuid; taken int; taken_public int; stream_key text;
      broken text[] := '{}';
    begin
      select h.position, h.public_number into head, head_public from log_head h where h.log_id = 1 for update;
      for i in 1 .. coalesce(array_length(c_profile, 1), 0) loop
        stream_key := c_profile[i] || ' ' || c_stream[i];
        if c_command[i] is not null then
          select k.version, k.result, k.fingerprint into stream_version, first_result, first_fingerprint
            from commands k
           where k.log_id = 1 and k.scope = c_scope[i] and k.command_id = c_command[i];
          if found then
            outcome := 'duplicate'; last_position := null;
            broken := broken || stream_key;
            return next;
            continue;
          end if;
        end if;
        first_result := null; first_fingerprint := null;
        select v.version, v.event_id into current_version, current_event from events v
         where v.log_id = 1 and v.profile_id = c_profile[i] and v.stream_id = c_stream[i]
         order by v.version desc limit 1;
        current_version := coalesce(current_version, 0);
        -- What was decided after another command of the same call holds only if that one was appended.
        if (c_expected[i] >= 0 and c_expected[i] <> current_version) or c_event[i] <> current_event
           or (c_follows[i] and stream_key = any (broken)) then
          outcome := 'conflict'; stream_version := current_version; last_position := null;
          broken := broken || stream_key;
          return next;
          continue;
        end if;
        insert into events (position, public_number, profile_id, stream_id, stream_type, version, event_id, type,
                            schema_version, data, meta)
        select head + row_number() over (order by e.ord),
               case when e.public_ord is not null then head_public + count(e.public_ord) over (order by e.ord) end,
               e.profile, e.stream, e.stream_type, current_version + row_number() over (order by e.ord),
               e.id, e.type, e.schema_version, e.data, e.meta
          from unnest(e_command, e_profile, e_stream, e_stream_type, e_public, e_id, e_type, e_schema_version, e_data, e_meta)
               with ordinality as e(cmd, profile, stream, stream_type, public_ord, id, type, schema_version, data, meta, ord)
         where e.cmd = i;
        select count(*), count(e.public_ord) into taken, taken_public
          from unnest(e_command, e_public) as e(cmd, public_ord) where e.cmd = i;
        head := head + taken;
        head_public := head_public + taken_public;
        if c_command[i] is not null then
          insert into commands (scope, command_id, fingerprint, version, result)
          values (c_scope[i], c_command[i], c_fingerprint[i], current_version + taken, c_result[i]);
        end if;
        outcome := 'appended'; stream_version := current_version + taken; last_position := case when taken > 0 then head end;
        return next;
      end loop;
      update log_head set position = head, public_number = head_public where log_id = 1;
    end $$`.execute(db);
