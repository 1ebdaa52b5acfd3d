import { budgetStream } from '@clipcast/billing-service/dist/budgets/budget-stream.js';
import { budgetSnapshots } from '@clipcast/billing-service/dist/budgets/budget-snapshot.js';
import { budget } from '@clipcast/billing-service/dist/budgets/budget.js';
import { costRecorded } from '@clipcast/contracts';
import { bareId, type ProfileId } from '@clipcast/kernel';
import { withClient } from '@clipcast/local-servers';

const PROVIDERS = `(array['elevenlabs', 'openai', 'postiz', 'runway'])[n % 4 + 1]`;
const MODELS = `(array['eleven_v3', 'gpt-5', 'post', 'gen-4'])[n % 4 + 1]`;
/** Spread over the month; a cent each. */
const AT = `(($3::text || '-01')::timestamptz + (n % 28) * interval '1 day' + (n % 86400) * interval '1 second')`;
const ID = `'cst_' || md5('cost ' || n)::uuid`;
const EVENT_ID = `md5('event ' || n)::uuid`;
const CENT_MICROS = 10_000;
/** Facts that follow the snapshot, as in life. */
const TAIL = 100;

/** `$1` and `$2` are the first and the last cost, `$6` how many facts came before them. Facts carry no public number, so that none of them has to be published. */
const FACTS = `
  insert into events (position, profile_id, stream_id, stream_type, version, event_id, type, schema_version, data, meta)
  select n + $6, $4::uuid, $5::uuid, '${budget.streamType}', n + $6, ${EVENT_ID}, 'CostRecorded', ${costRecorded.version},
         json_build_object(
           'month', $3::text, 'costId', ${ID}, 'provider', ${PROVIDERS}, 'model', ${MODELS}, 'quantity', '812', 'unit', 'character',
           'plan', null, 'price', null, 'corrects', null, 'appliesTo', null, 'reservationId', null, 'accessKeyId', null,
           'amountUsd', '0.010000', 'incurredAt', to_char(${AT} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
           'source', json_build_object('publicationId', 'pub_' || md5('publication ' || n / 10)::uuid),
           'spentUsd', (n / 100.0)::numeric(18, 6)::text, 'reservedUsd', '0.000000', 'limitUsd', '900000000.000000'),
         json_build_object('actor', 'operator:bench', 'correlationId', ${EVENT_ID})
    from generate_series($1::bigint, $2::bigint) n`;

const ENTRIES = `
  insert into cost_entry (profile_id, cost_id, month, provider, model, quantity, unit, amount_micros, incurred_at, source,
                          publication_id, recorded_at, position, event_id)
  select $4::uuid, ${ID}, $3::text, ${PROVIDERS}, ${MODELS}, '812', 'character', ${CENT_MICROS}, ${AT},
         jsonb_build_object('publicationId', 'pub_' || md5('publication ' || n / 10)::uuid),
         'pub_' || md5('publication ' || n / 10)::uuid, now(), n, ${EVENT_ID}
    from generate_series($1::bigint, $2::bigint) n`;

const DAYS = `
  insert into cost_day (profile_id, month, day, provider, model, spent_micros, entries)
  select profile_id, month, to_char(incurred_at at time zone 'UTC', 'YYYY-MM-DD'), provider, model, sum(amount_micros), count(*)
    from cost_entry group by 1, 2, 3, 4, 5`;

/** Other profiles have a month too, so that the sums are not all of the one that is asked for. */
const OTHERS = `
  insert into cost_day (profile_id, month, day, provider, model, spent_micros, entries)
  select md5('other ' || p)::uuid, $1::text, $1::text || '-' || lpad(d::text, 2, '0'), 'postiz', 'post', ${CENT_MICROS}, 1
    from generate_series(1, 1000) p, generate_series(1, 28) d`;

/** The indexes that only readers need are made after the rows, as a rebuild does it. */
const INDEXES = `select indexname, indexdef from pg_indexes where tablename = 'cost_entry' and indexdef not like '%UNIQUE%'`;

/**
 * Lets one profile's month grow to so many costs while no service runs: its facts, its entries and the sums over them, by
 * SQL of its own, and a snapshot a little before the end. The month must not have been written to otherwise.
 */
export async function growMonth(
  url: string,
  profileId: ProfileId,
  month: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<void> {
  const stream = budgetStream(profileId, month);
  await withClient(url, async (client) => {
    const costs = [from + 1, to, month, bareId(profileId)];
    await client.query('begin');
    // The month has begun with its quota: its only facts that are not made up here.
    const head = await client.query<{ begun: number }>('select (position - $1)::int as begun from log_head', [
      from,
    ]);
    const begun = head.rows[0]?.begun ?? 0;
    await client.query(FACTS, [...costs, stream.id, begun]);
    await client.query('update log_head set position = $1', [to + begun]);
    const { rows } = await client.query<{ indexname: string; indexdef: string }>(INDEXES);
    for (const { indexname } of rows) await client.query(`drop index ${indexname}`);
    await client.query(ENTRIES, costs);
    for (const { indexdef } of rows) await client.query(indexdef);
    await client.query('truncate cost_day');
    await client.query(DAYS);
    await client.query(OTHERS, [month]);
    await client.query('delete from month_budget');
    await client.query(
      `insert into month_budget
       values ($1, $2, 900000000000000, 90, 'hard', $3::bigint * ${CENT_MICROS}, 0, 0, 'ok', false, '[]', $4)`,
      [bareId(profileId), month, to, to + begun],
    );
    const at = to - TAIL;
    const state = budgetSnapshots.save({
      ...budget.initialState,
      spent: BigInt(at * CENT_MICROS),
      quota: QUOTA,
    });
    await client.query('delete from snapshots');
    await client.query(
      `insert into snapshots (profile_id, stream_type, stream_id, version, event_id, format, state)
       select $1, $2, $3, $4, md5('event ' || $7::int)::uuid, $5, $6`,
      [bareId(profileId), stream.type, stream.id, at + begun, budgetSnapshots.format, { value: state }, at],
    );
    await client.query(`update subscriptions set position = $1 where source = 'billing'`, [to + begun]);
    await client.query('commit');
    await client.query('vacuum analyze');
  });
}

const QUOTA = {
  limit: 900_000_000_000_000n,
  warnAtPercent: 90,
  alsoTellAtPercent: [],
  enforcement: 'hard',
  version: 2,
} as const;
