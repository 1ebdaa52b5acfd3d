import { PostizConnections, type UsableConnection } from '../../../connections/postiz-connections.ts';
import { BringOutPostWorker } from '../bring-out-post.worker.ts';
import { MediaUploads } from '../media-uploads.ts';
import { PostBringer } from '../post-bringer.ts';
import type { SeededRandom } from './seeded-random.ts';
import { SimulatedStream } from './simulated-log.ts';
import { SimulatedProcess } from './simulated-process.ts';
import { queueOf } from './simulated-queue.ts';
import { UnreliablePostiz } from './unreliable-postiz.ts';
import type { World } from './world.ts';

const CONCURRENCY = 3;
const FILE = {
  sha256: 'a'.repeat(64),
  path: '/media/a.mp4',
  fileName: 'a.mp4',
  mimeType: 'video/mp4',
  bytes: 1_000,
};

/** A replica of the service, with its own memory and the real worker in it. */
export function startReplica(name: string, world: World, random: SeededRandom): SimulatedProcess {
  const process = new SimulatedProcess(name, world.time, random.fork());
  const { runtime } = process;
  const stream = new SimulatedStream(
    world.log,
    process,
    random.fork(),
    () => world.faults().database,
    world.see,
  );
  const connections = new SimulatedConnections(world, process, random.fork());
  const bringer = new PostBringer({
    stream,
    connections,
    uploads: new MediaUploads({ find: () => process.after(1).then(() => undefined) }, runtime.timers),
    instants: {
      reserve: async (_profileId, integrationId, wanted) => {
        await process.after(2);
        return world.reserve(integrationId, wanted);
      },
    },
    files: { find: () => process.after(1).then(() => FILE) },
    publishing: {
      state: async () => {
        await process.after(1);
        return world.isPaused
          ? { paused: true, by: 'profile', since: new Date(0).toISOString(), reason: null }
          : { paused: false };
      },
    },
    postPriceUsd: '0.010000',
    runtime,
  });
  const onTrouble = (_worker: string, error: unknown) => world.trouble(error);
  const listen = (ring: () => void) => world.log.onAppend(() => process.schedule(world.time.nowMs, ring));
  const queue = queueOf(world.tasks, process, world.time);
  const worker = new BringOutPostWorker(
    { listen, queue, stream, bringer, connections, runtime, onTrouble },
    CONCURRENCY,
  );
  worker.run(new AbortController().signal).catch((error: unknown) => onTrouble(name, error));
  return process;
}

class SimulatedConnections extends PostizConnections {
  readonly #postiz: UnreliablePostiz;

  constructor(
    private readonly world: World,
    private readonly process: SimulatedProcess,
    random: SeededRandom,
  ) {
    super();
    this.#postiz = new UnreliablePostiz(world, process, random);
  }

  current(): Promise<UsableConnection> {
    return this.pinned();
  }

  async pinned(): Promise<UsableConnection> {
    await this.process.after(1);
    const { profileId } = this.world;
    return { profileId, kind: 'own', version: 1, mediaScope: 'own 1', postiz: this.#postiz };
  }
}
