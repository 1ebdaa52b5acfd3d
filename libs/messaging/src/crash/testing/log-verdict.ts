import type { Database } from '@clipcast/event-store';
import type { Answers } from './answers.ts';
import { INSIDE_MAX, visitId } from './room.ts';

/** What is wrong with a log as such: holes in its numbers, or in the versions of a stream. */
export async function faultsOfOrder({ pool }: Database): Promise<string[]> {
  const { rows } = await pool.query<{ fault: string }>(`
    select format('position %s stands at place %s', position, place) as fault
      from (select position, row_number() over (order by position) as place from events) e where position <> place
    union all
    select format('public number %s stands at place %s', public_number, place)
      from (select public_number, row_number() over (order by position) as place from events
             where public_number is not null) e where public_number <> place
    union all
    select format('version %s of %s stands at place %s', version, stream_id, place)
      from (select version, stream_id, row_number() over (partition by stream_id order by position) as place
              from events) e where version <> place
    union all
    select format('the head says %s/%s, the log %s/%s', position, public_number, facts, public_facts)
      from log_head, (select count(*) as facts, count(public_number) as public_facts from events) e
     where position <> facts or public_number <> public_facts
    limit 10`);
  return rows.map(({ fault }) => fault);
}

/** Rooms that held more than they may, or fewer than none. */
export async function faultsOfInvariant({ pool }: Database): Promise<string[]> {
  const { rows } = await pool.query<{ fault: string }>(
    `select format('room %s held %s at version %s', stream_id, inside, version) as fault
       from (select stream_id, version, sum(case type when 'ProfileRegistered' then 1 when 'ProfileRenamed' then -1
                                            else 0 end) over (partition by stream_id order by version) as inside
               from events) e
      where inside < 0 or inside > $1 limit 10`,
    [INSIDE_MAX],
  );
  return rows.map(({ fault }) => fault);
}

/** Answered commands that are not in the log exactly once and as answered, and facts that nobody was answered for. */
export async function faultsOfAnswers({ pool }: Database, answers: Answers): Promise<string[]> {
  const { rows } = await pool.query<{ id: string; times: bigint; version: number }>(`
    select meta->>'commandId' as id, count(public_number) as times, max(version) as version from events group by 1`);
  const recorded = new Map(rows.map((row) => [row.id, row]));
  const faults = [...answers.contradictions];
  for (const writer of answers.writers) {
    for (const [number, answer] of answers.of(writer)) {
      const id = visitId(writer, number);
      const row = recorded.get(id);
      recorded.delete(id);
      const accepted = answer.startsWith('version ');
      const expected = accepted ? `version ${row?.version}, ` : '';
      if ((row?.times ?? 0n) !== (accepted ? 1n : 0n) || !answer.startsWith(expected))
        faults.push(
          `${writer}-${number} was answered "${answer}" and is in the log ${row?.times ?? 0n} times`,
        );
    }
  }
  return [...faults, ...[...recorded.keys()].map((id) => `nobody was answered for command ${id}`)];
}
