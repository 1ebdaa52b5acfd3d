import { costRecorded } from '@clipcast/contracts';
import { withClient } from '@clipcast/local-servers';

/** A budget's stream is one profile's month: so many profiles, and months of each, share the costs evenly. */
const PROFILES = 500;
const MONTHS = 12;

/** A UUID of version 7: as old as its number, so that indexes grow at their end, as they do in life. */
const uuidV7 = (what: string): string =>
  `(lpad(to_hex(1790000000000 + n), 12, '0') || '7' || substr(md5('${what} ' || n), 1, 19))::uuid`;

/** One fact in each row, as billing-service writes them; `$1` is how many, `$2` the version of the contract. */
const SEED = `
  insert into events (position, public_number, profile_id, stream_id, stream_type, version, event_id, type,
                      schema_version, data, meta)
  select n, n, md5('profile ' || p)::uuid, md5('budget ' || s)::uuid, 'budget', (n - 1) / ${PROFILES * MONTHS} + 1,
         ${uuidV7('event')}, 'CostRecorded', $2::int,
         jsonb_build_object(
           'month', month, 'costId', 'cst_' || ${uuidV7('cost')},
           'provider', (array['elevenlabs', 'openai', 'postiz', 'runway'])[n % 4 + 1],
           'model', (array['eleven_v3', 'gpt-5', 'post', 'gen-4'])[n % 4 + 1],
           'quantity', (n % 900 + 100)::text, 'unit', 'character',
           'amountUsd', '0.0' || (n % 90000 + 10000), 'incurredAt', month || '-15T12:00:00.000Z',
           'source', jsonb_build_object('publicationId', 'pub_' || md5('publication ' || n)::uuid),
           'spentUsd', '12.345678', 'reservedUsd', '0.000000', 'limitUsd', '100.000000'),
         jsonb_build_object(
           'actor', 'policy:record-cost', 'correlationId', md5('correlation ' || n)::uuid,
           'causationId', md5('cause ' || n)::uuid)
    from generate_series(1::bigint, $1::bigint) n,
         lateral (select (n - 1) % ${PROFILES * MONTHS} as s) as stream,
         lateral (select s / ${MONTHS} as p, '2026-' || lpad((s % ${MONTHS} + 1)::text, 2, '0') as month) as owner
   order by n`;

/**
 * Fills an empty log of billing-service with costs, by SQL of its own: a million appends would take longer than what is
 * measured with them.
 * @throws {Error} when what was made up breaks the contract.
 */
export async function seedCosts(url: string, count: number): Promise<void> {
  await withClient(url, async (client) => {
    await client.query('begin');
    await client.query(SEED, [count, costRecorded.version]);
    await client.query('update log_head set position = $1, public_number = $1', [count]);
    await client.query('commit');
    // Once now, rather than by autovacuum while something is measured.
    await client.query('vacuum analyze events');
    const { rows } = await client.query<{ data: unknown }>(
      'select data from events where position in (1, $1)',
      [count],
    );
    for (const { data } of rows) costRecorded.data.parse(data);
  });
}
