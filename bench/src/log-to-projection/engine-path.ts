import { costIncurred } from '@clipcast/contracts';
import {
  EventStore,
  Leadership,
  migrateToLatest,
  openDatabase,
  type AppendCommand,
} from '@clipcast/event-store';
import { prefixed, type Runtime } from '@clipcast/kernel';
import { isPublic, NatsLink, Relay, Subscriber, type ForeignProjection } from '@clipcast/messaging';
import { sql } from 'kysely';
import type { EventPath, PathServers } from './event-path.ts';
import { ReadModel } from './read-model.ts';
import { sampleCost } from './sample-cost.ts';

const COMMANDS_PER_APPEND = 100;

const projection: ForeignProjection = {
  name: 'bench-costs',
  source: 'publish',
  project: async (tx, event) => {
    if (!isPublic(event, costIncurred)) return;
    await sql`insert into engine_cost (number, data) values (${event.number}, ${JSON.stringify(event.data)})`.execute(
      tx,
    );
  },
};

/** Ours: log, relay, JetStream, subscriber, projection and watermark in one transaction. */
export async function openEnginePath(
  { natsUrl, sourceUrl, readModelUrl }: PathServers,
  runtime: Runtime,
  onTrouble: (worker: string, error: unknown) => void,
): Promise<EventPath> {
  await migrateToLatest(sourceUrl);
  await migrateToLatest(readModelUrl);
  const readModel = await ReadModel.create(readModelUrl, 'engine_cost');
  const [source, target] = [openDatabase(sourceUrl), openDatabase(readModelUrl)];
  const store = new EventStore('publish', source, runtime.ids);
  const links = [new NatsLink(natsUrl, 'bench-relay'), new NatsLink(natsUrl, 'bench-subscriber')] as const;
  const leaderships = [new Leadership(sourceUrl, runtime), new Leadership(readModelUrl, runtime)] as const;
  const stopping = new AbortController();
  const working = Promise.all([
    new Relay(store, links[0], leaderships[0], runtime, onTrouble).run(stopping.signal),
    new Subscriber('billing', target, links[1], leaderships[1], projection, runtime, onTrouble).run(
      stopping.signal,
    ),
  ]);

  const command = (): AppendCommand => ({
    stream: { profileId: prefixed('prf', runtime.ids.next()), type: 'bench', id: runtime.ids.next() },
    expectedVersion: 0,
    events: [sampleCost(runtime)],
    context: { actor: 'operator:bench', correlationId: runtime.ids.next() },
  });
  /** Every fact in this log is public, so its position is its number. */
  const append = async (count: number): Promise<bigint> => {
    const last = (await store.append(Array.from({ length: count }, command))).at(-1);
    if (last?.outcome !== 'appended')
      throw new Error(`An append was answered ${last?.outcome ?? 'nothing'}.`);
    return last.position;
  };

  return {
    sendAll: async (count) => {
      let last = 0n;
      for (let left = count; left > 0; left -= COMMANDS_PER_APPEND) {
        last = await append(Math.min(left, COMMANDS_PER_APPEND));
      }
      return last;
    },
    sendOne: () => append(1),
    newestVisible: () => readModel.newest(),
    close: async () => {
      stopping.abort();
      await working;
      await Promise.all([...leaderships, ...links, source, target, readModel].map((one) => one.close()));
    },
  };
}
