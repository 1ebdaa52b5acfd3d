import type { Client } from 'pg';
import { CapHistory } from './cap-history.ts';
import { BrokenRule, type LedgerRow } from './ledger-row.ts';
import { MonthReplay } from './month-replay.ts';

const PAGE_ROWS = 5_000;

/** What the facts come to. */
export interface ReplayedLedger {
  readonly facts: number;
  readonly costs: number;
  readonly reservations: number;
  /** By profile id and month, separated by a space. */
  readonly months: ReadonlyMap<string, MonthReplay>;
}

/** What a month comes to, as a read model shows it too. */
export interface MonthSum {
  readonly spent: bigint;
  readonly entries: number;
}

/**
 * Goes through every fact of every budget in the order of the log.
 * @param atPosition how far a read model has come; `onReached` gets the sums of that moment.
 * @throws {BrokenRule} at the first row that breaks one.
 */
export async function replayLedger(
  client: Client,
  atPosition: bigint,
  onReached: (sums: ReadonlyMap<string, MonthSum>) => void,
): Promise<ReplayedLedger> {
  const months = new Map<string, MonthReplay>();
  const streams = new Map<string, string>();
  const costs = new Map<string, Set<string>>();
  const opened = new Map<string, Set<string>>();
  const caps = new CapHistory();
  let [facts, reservations, reached] = [0, 0, false];
  const sums = () =>
    new Map([...months].map(([key, { spent, entries }]) => [key, { spent, entries }] as const));
  for await (const row of moneyFacts(client)) {
    if (!reached && BigInt(row.position) > atPosition) {
      reached = true;
      onReached(sums());
    }
    if (row.stream_type === 'spend-caps') {
      caps.apply(row);
      continue;
    }
    const key = `${row.profile_id} ${String(row.data['month'])}`;
    if ((streams.get(row.stream_id) ?? key) !== key)
      throw new BrokenRule(
        'a budget is one month',
        `position ${row.position}`,
        `its stream is of ${streams.get(row.stream_id)}`,
      );
    streams.set(row.stream_id, key);
    const known = costs.get(row.profile_id) ?? new Set();
    costs.set(row.profile_id, known);
    const everOpened = opened.get(row.profile_id) ?? new Set();
    opened.set(row.profile_id, everOpened);
    const month = months.get(key) ?? new MonthReplay(row.profile_id, known, everOpened, caps);
    months.set(key, month);
    month.apply(row);
    facts += 1;
    if (row.type === 'ReservationOpened') reservations += 1;
  }
  if (!reached) onReached(sums());
  return { facts, costs: [...costs.values()].reduce((sum, { size }) => sum + size, 0), reservations, months };
}

async function* moneyFacts(client: Client): AsyncGenerator<LedgerRow> {
  for (let after = '0'; ;) {
    const { rows } = await client.query<LedgerRow>(
      `select position, profile_id, stream_id, stream_type, version, type, data, recorded_at from events
        where log_id = 1 and position > $1 and stream_type in ('budget', 'spend-caps')
        order by position limit ${PAGE_ROWS}`,
      [after],
    );
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE_ROWS) return;
    after = last.position;
  }
}
