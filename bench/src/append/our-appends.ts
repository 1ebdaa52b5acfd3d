import { EventStore, openDatabase } from '@clipcast/event-store';
import type { Runtime } from '@clipcast/kernel';
import type { Contender } from './contender.ts';
import { sampleCommand } from './sample-command.ts';

/** Commands share statements, so they need few connections, however many they are. */
export const OUR_CONNECTIONS = 4;

/** Ours: one command in each call of `EventStore.append`, on a stream of its own. */
export function ourAppends(url: string, runtime: Runtime, events: number): Contender {
  const database = openDatabase(url, OUR_CONNECTIONS);
  const store = new EventStore('publish', database, runtime);
  return {
    operation: async () => {
      const [answer] = await store.append([sampleCommand(runtime.ids, events)]);
      if (answer?.outcome !== 'appended')
        throw new Error(`An append was answered ${answer?.outcome ?? 'nothing'}.`);
    },
    close: () => database.pool.end(),
  };
}
