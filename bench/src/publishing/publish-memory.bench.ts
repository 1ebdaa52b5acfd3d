import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { waitUntil } from '@clipcast/local-servers';
import type { Bench, BenchSurroundings, Findings } from '../bench.ts';
import { peakMbDuring, residentMb } from '../measure/resident-memory.ts';
import { megabytes } from '../report/figures.ts';
import { withServers } from '../servers/with-servers.ts';
import { makeClipFile } from '../upload-memory/clip-file.ts';
import { fillQueue } from './fill-queue.ts';
import { PublishingSite } from './publishing-site.ts';
import { PROMOTION } from './sandbox.ts';

const SMALL_BYTES = 1_000_000;
const WATCHED_MS = 20_000;
const PROMOTED_WITHIN_MS = 600_000;
const LENGTHS = {
  full: { few: 1, many: 10_000, largeBytes: 1_000_000_000 },
  quick: { few: 1, many: 200, largeBytes: 50_000_000 },
};

async function measure(
  surroundings: BenchSurroundings,
  site: PublishingSite,
): Promise<Omit<Findings, 'servers'>> {
  const { root, runtime, quick, say } = surroundings;
  const { few, many, largeBytes } = quick ? LENGTHS.quick : LENGTHS.full;
  const tenant = site.tenant(0);

  /** The most that is resident while a clip is stored, sent out and promoted. */
  const ofClip = async (bytes: number): Promise<number> => {
    await site.startPublishing();
    const file = join(site.directory, `clip-${bytes}.mp4`);
    makeClipFile(join(root, 'samples/acme.mp4'), file, bytes, site.nextClipFrom());
    say(`a clip of ${bytes / 1e6} MB`);
    const { peakMb } = await peakMbDuring(runtime, site.pid, async () => {
      const since = runtime.clock.now();
      await tenant.publish(await tenant.uploadFile(file), 'From a bench');
      const promoted = async (): Promise<boolean> =>
        (await site.sandbox.requests(since)).some(
          ({ endpoint, status }) => endpoint === PROMOTION && status === 200,
        );
      if (!(await waitUntil(runtime, promoted, { withinMs: PROMOTED_WITHIN_MS, everyMs: 500 })))
        throw new Error('The clip was not promoted in time.');
    });
    rmSync(file);
    return peakMb;
  };

  /** The most that is resident after a start with so many publications in the queue. */
  const ofQueue = async (): Promise<number> => {
    await site.startPublishing();
    const { peakMb } = await peakMbDuring(runtime, site.pid, () => runtime.timers.sleep(WATCHED_MS));
    return peakMb;
  };

  await site.startPublishing();
  await runtime.timers.sleep(WATCHED_MS);
  const idleMb = residentMb(site.pid);
  const small = await ofClip(SMALL_BYTES);
  const large = await ofClip(largeBytes);
  await fillQueue(surroundings, site, few);
  const withFew = await ofQueue();
  await fillQueue(surroundings, site, many - few);
  const withMany = await ofQueue();
  const rowOf = (name: string, peakMb: number): string[] => [
    name,
    megabytes([peakMb]),
    megabytes([peakMb - idleMb]),
  ];
  return {
    tables: [
      {
        title: 'Resident memory of publish-service, MB',
        columns: ['', 'peak', 'above idle'],
        rows: [
          ['idle', megabytes([idleMb]), ''],
          rowOf(`a clip of ${SMALL_BYTES / 1e6} MB`, small),
          rowOf(`a clip of ${largeBytes / 1e6} MB`, large),
          rowOf(`${few} publication queued`, withFew),
          rowOf(`${many.toLocaleString('en')} publications queued`, withMany),
        ],
      },
    ],
    notes: [
      'MB are 10^6 bytes of VmRSS, read 50 times a second, each line in a new process. A clip is stored, sent to the sandbox and promoted while it is watched.',
      `The queued publications are of a tenant whose Postiz takes requests in and never answers; the process is watched for the first ${WATCHED_MS / 1_000} s after its start.`,
    ],
    rounds: { idleMb, small, large, withFew, withMany },
  };
}

/** Whether the memory of publish-service depends on how much is queued, or on how large a clip is. */
export const publishMemoryBench: Bench = {
  name: 'publish-memory',
  run: (surroundings) =>
    withServers(surroundings, async (servers) => {
      const site = await PublishingSite.open(surroundings, servers, { tenants: 1, answerDelayMs: 0 });
      try {
        return { servers: servers.facts, ...(await measure(surroundings, site)) };
      } finally {
        await site.close();
      }
    }),
};
