import { costLedger } from '@clipcast/billing-service/dist/costs/cost-ledger.projection.js';
import {
  isPassingTrouble,
  Leadership,
  ownReadModel,
  ReadModels,
  type Database,
  type EventStore,
} from '@clipcast/event-store';
import type { Runtime } from '@clipcast/kernel';

const LOOK_MS = 50;

/**
 * Ours: billing-service's own cost ledger, rebuilt as an operator would ask for it: from the first fact, into tables of
 * its own, with its indexes, and switched in.
 * @param finished called when it is done, before the workers are stopped.
 * @throws {Error} with the first trouble that does not pass.
 */
export async function rebuildLedger(
  database: Database,
  store: EventStore,
  runtime: Runtime,
  finished: () => void = () => undefined,
): Promise<void> {
  const leadership = new Leadership(database.url, runtime);
  const stopping = new AbortController();
  let trouble: Error | undefined;
  // A switch gives way to whoever holds the tables, and tries again.
  const onTrouble = (_: string, error: unknown): void => {
    if (!isPassingTrouble(error))
      trouble ??= error instanceof Error ? error : new Error('no error', { cause: error });
  };
  const ledger = ownReadModel(store, costLedger);
  const readModels = new ReadModels(database, leadership, [ledger], runtime, onTrouble);
  await readModels.install();
  await readModels.requestRebuild(costLedger.name);
  const working = readModels.run(stopping.signal);
  try {
    for (let done = false; !done;) {
      await runtime.timers.sleep(LOOK_MS);
      if (trouble) throw new Error(`The rebuild met trouble: ${trouble.message}`, { cause: trouble });
      const [status] = await readModels.list();
      done = status?.rebuild?.status === 'done';
    }
    finished();
  } finally {
    stopping.abort();
    await working;
    await leadership.close();
  }
}

/** How many costs the ledger holds, in its entries and in its sums. */
export async function ledgerSizes({ pool }: Database): Promise<{ entries: bigint; inSums: bigint }> {
  const { rows } = await pool.query<{ entries: bigint; in_sums: bigint }>(
    `select (select count(*) from cost_entry) as entries, (select sum(entries)::bigint from cost_day) as in_sums`,
  );
  return { entries: rows[0]?.entries ?? 0n, inSums: rows[0]?.in_sums ?? 0n };
}
