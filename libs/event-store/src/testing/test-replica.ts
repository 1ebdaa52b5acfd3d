import { systemRuntime } from '@clipcast/kernel';
import { openDatabase } from '../database/open-database.ts';
import { EventStore } from '../log/event-store.ts';
import { Leadership } from '../projections/leadership.ts';
import type { Projection } from '../projections/projection.ts';
import { ProjectionRunner } from '../projections/projection-runner.ts';
import { ownReadModel } from '../projections/rebuild/read-model.ts';
import { ReadModels } from '../projections/rebuild/read-models.ts';

/** One process of a release, as far as its read model goes: the live worker and the rebuilds. */
export async function startReplica(url: string, projection: Projection, releaseGraceMs = 0) {
  const database = openDatabase(url, 6);
  const store = new EventStore('billing', database, systemRuntime);
  const leadership = new Leadership(url, systemRuntime);
  const troubles: string[] = [];
  const onTrouble = (worker: string, error: unknown) => troubles.push(`${worker}: ${String(error)}`);
  const runner = new ProjectionRunner(store, database, leadership, projection, systemRuntime, onTrouble);
  const readModel = ownReadModel(store, projection);
  const readModels = new ReadModels(database, leadership, [readModel], systemRuntime, onTrouble, {
    releaseGraceMs,
  });
  await readModels.install();
  const stopping = new AbortController();
  const ended = Promise.all([runner.run(stopping.signal), readModels.run(stopping.signal)]);
  let stopped: Promise<void> | undefined;
  const end = async () => {
    stopping.abort();
    await ended;
    await leadership.close();
    await database.close();
  };
  return {
    runner,
    readModel,
    readModels,
    troubles,
    status: async () => {
      const [found] = await readModels.list();
      if (!found) throw new Error('The replica has no read model.');
      return found;
    },
    stop: () => (stopped ??= end()),
  };
}

export type TestReplica = Awaited<ReturnType<typeof startReplica>>;
