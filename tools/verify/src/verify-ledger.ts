import { Client } from 'pg';
import { dollars } from './decimal.ts';
import { BrokenRule } from './ledger-row.ts';
import { replayLedger, type MonthSum, type ReplayedLedger } from './replay-ledger.ts';

/** A sweeper notes within seconds what expired; after so long nobody did. */
const EXPIRED_UNNOTED_MS = 10 * 60_000;

export interface VerifyOptions {
  /** Of billing-service's database. */
  readonly databaseUrl: string;
  /** A hard reservation that is open for longer is an orphan. */
  readonly orphanAfterMs: number;
}

/**
 * Checks the whole ledger at one moment: nothing that is written meanwhile is seen.
 * @throws {BrokenRule} naming the first row that breaks a rule.
 */
export async function verifyLedger({ databaseUrl, orphanAfterMs }: VerifyOptions): Promise<ReplayedLedger> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('begin transaction isolation level repeatable read, read only');
    await requireDense(client);
    const shown = await shownSums(client);
    const replayed = await replayLedger(client, shown.position, (sums) => requireEqual(sums, shown.sums));
    const { rows } = await client.query<{ now: Date }>('select clock_timestamp() as now');
    requireNoOrphans(replayed, rows[0]?.now ?? new Date(Number.NaN), orphanAfterMs);
    return replayed;
  } finally {
    await client.end();
  }
}

async function requireDense(client: Client): Promise<void> {
  const { rows } = await client.query<{ facts: string; last: string; head: string }>(
    `select count(*) as facts, coalesce(max(position), 0) as last,
            (select position from log_head where log_id = 1) as head
       from events where log_id = 1`,
  );
  const [log] = rows;
  if (log?.facts !== log?.last || log?.last !== log?.head)
    throw new BrokenRule(
      'no fact is missing',
      'the log',
      `${JSON.stringify(log)} should be three equal numbers`,
    );
}

interface ShownSums {
  readonly position: bigint;
  readonly sums: ReadonlyMap<string, MonthSum>;
}

/** What the read model behind GET …/costs shows, and up to which fact. */
async function shownSums(client: Client): Promise<ShownSums> {
  const mark = await client.query<{ position: string }>(
    `select position from subscriptions where name = 'cost-ledger' and source = 'billing'`,
  );
  const { rows } = await client.query<{ profile_id: string; month: string; spent: string; entries: string }>(
    `select profile_id, month, sum(amount_micros) as spent, count(*) as entries from cost_entry group by 1, 2`,
  );
  return {
    position: BigInt(mark.rows[0]?.position ?? 0),
    sums: new Map(
      rows.map(({ profile_id, month, spent, entries }) => [
        `${profile_id} ${month}`,
        { spent: BigInt(spent), entries: Number(entries) },
      ]),
    ),
  };
}

function requireEqual(facts: ReadonlyMap<string, MonthSum>, shown: ReadonlyMap<string, MonthSum>): void {
  const nothing = { spent: 0n, entries: 0 };
  for (const key of new Set([...facts.keys(), ...shown.keys()])) {
    const [fact, row] = [facts.get(key) ?? nothing, shown.get(key) ?? nothing];
    if (fact.spent !== row.spent || fact.entries !== row.entries)
      throw new BrokenRule(
        'the entries shown are the facts',
        `cost_entry of prf_${key}`,
        `it shows ${row.entries} entries of ${dollars(row.spent)}, the facts are ${fact.entries} of ${dollars(fact.spent)}`,
      );
  }
}

function requireNoOrphans({ months }: ReplayedLedger, now: Date, orphanAfterMs: number): void {
  for (const [key, { open }] of months) {
    for (const [id, { expiresAt, openedAt }] of open) {
      const since = expiresAt ? expiresAt.getTime() + EXPIRED_UNNOTED_MS : openedAt.getTime() + orphanAfterMs;
      if (since < now.getTime())
        throw new BrokenRule(
          'no reservation is an orphan',
          `${id} of prf_${key}`,
          expiresAt
            ? `it expired at ${expiresAt.toISOString()} and nobody noted it`
            : `it is hard, and open since ${openedAt.toISOString()}: settle or release it`,
        );
    }
  }
}
