import type { Database } from '@clipcast/event-store';

/** What the read model holds too often, not at all, or in another order than the log. */
export async function faultsOfReadModel({ pool }: Database, source: Database): Promise<string[]> {
  const { rows } = await pool.query<{ number: bigint; event_id: string; stream_id: string; version: number }>(
    'select number, event_id, stream_id, stream_version as version from sighting order by id',
  );
  const { rows: facts } = await source.pool.query<(typeof rows)[number]>(`
    select public_number as number, event_id, stream_id, version from events
     where public_number is not null order by position`);
  const told = (row: (typeof rows)[number] | undefined): string =>
    row ? `event ${row.number} (${row.event_id}), version ${row.version} of ${row.stream_id}` : 'nothing';
  return facts
    .map((fact, index) => [told(fact), told(rows[index])])
    .concat(rows.slice(facts.length).map((row) => ['nothing', told(row)]))
    .filter(([fact, seen]) => fact !== seen)
    .map(([fact, seen]) => `the read model has ${seen} where the log has ${fact}`);
}

/** Events that the policy has not recorded exactly once, or not in the order of their stream. */
export async function faultsOfPolicy({ pool }: Database, publicFacts: bigint): Promise<string[]> {
  const { rows } = await pool.query<{ fault: string }>(
    `select format('event %s was echoed %s times', number, times) as fault
       from (select n as number, count(e.number) as times from generate_series(1, $1::bigint) n
             left join (select (data->>'number')::bigint as number from events) e on e.number = n group by n) t
      where times <> 1
     union all
     select format('event %s was echoed behind event %s', number, before)
       from (select (data->>'number')::bigint as number,
                    lag((data->>'number')::bigint) over (partition by stream_id order by version) as before
               from events) e where number < before
     union all
     select format('%s commands were recorded for %s events', count(*), $1::bigint) from commands
     having count(*) <> $1::bigint
     union all
     select format('a dead letter of %s: event %s, %s', subscription, number, error) from dead_letters
     limit 10`,
    [publicFacts],
  );
  return rows.map(({ fault }) => fault);
}
