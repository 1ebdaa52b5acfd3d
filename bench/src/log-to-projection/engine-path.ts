import {
  EventStore,
  installReadModels,
  Leadership,
  migrateToLatest,
  openDatabase,
  type AppendCommand,
} from '@clipcast/event-store';
import { prefixed, type Runtime } from '@clipcast/kernel';
import { LogReadResponder, NatsLink, Relay } from '@clipcast/messaging';
import { sampleCost } from '../cost-log/sample-cost.ts';
import { SEEN_COSTS, seenCosts } from '../cost-log/seen-costs.projection.ts';
import { startWorker } from '../workers/worker.ts';
import type { EventPath, PathServers } from './event-path.ts';
import { ReadModel } from './read-model.ts';

/** Several callers with many commands each, as a service under load has them. */
const CALLERS = 4;
const COMMANDS_PER_CALL = 100;

/**
 * Ours: log and relay in this process, the subscriber in one of its own, as in two services; JetStream between them;
 * projection and watermark in one transaction.
 */
export async function openEnginePath(
  { natsUrl, sourceUrl, readModelUrl }: PathServers,
  runtime: Runtime,
  onTrouble: (worker: string, error: unknown) => void,
): Promise<EventPath> {
  await migrateToLatest(sourceUrl);
  await migrateToLatest(readModelUrl);
  const [source, target] = [openDatabase(sourceUrl), openDatabase(readModelUrl, 1)];
  await installReadModels(target.db, [seenCosts]);
  await target.close();
  const readModel = new ReadModel(readModelUrl, SEEN_COSTS);
  const store = new EventStore('billing', source, runtime);
  const link = new NatsLink(natsUrl, 'bench-source');
  const leadership = new Leadership(sourceUrl, runtime);
  const stopping = new AbortController();
  const working = Promise.all([
    new Relay(store, link, leadership, runtime, onTrouble).run(stopping.signal),
    new LogReadResponder(store, link, runtime, onTrouble).run(stopping.signal),
  ]);
  const subscriber = startWorker('subscriber', { databaseUrl: readModelUrl, natsUrl });

  const command = (): AppendCommand => ({
    stream: { profileId: prefixed('prf', runtime.ids.next()), type: 'bench', id: runtime.ids.next() },
    expectedVersion: 0,
    events: [sampleCost(runtime)],
    context: { actor: 'operator:bench', correlationId: runtime.ids.next() },
  });
  /** Every fact in this log is public, so its position is its number. */
  const append = async (count: number): Promise<bigint> => {
    let newest = 0n;
    for (const answer of await store.append(Array.from({ length: count }, command))) {
      if (answer.outcome !== 'appended') throw new Error(`An append was answered ${answer.outcome}.`);
      if (answer.position > newest) newest = answer.position;
    }
    return newest;
  };

  return {
    sendAll: async (count) => {
      let left = count;
      let newest = 0n;
      const call = async (): Promise<void> => {
        while (left > 0) {
          const commands = Math.min(left, COMMANDS_PER_CALL);
          left -= commands;
          const last = await append(commands);
          if (last > newest) newest = last;
        }
      };
      await Promise.all(Array.from({ length: CALLERS }, call));
      return newest;
    },
    sendOne: () => append(1),
    newestVisible: () => readModel.newest(),
    close: async () => {
      stopping.abort();
      await Promise.all([working, subscriber.stop()]);
      await Promise.all([leadership, link, readModel].map((one) => one.close()));
      await source.pool.end();
    },
  };
}
