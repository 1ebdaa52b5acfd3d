import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench, BenchSurroundings, Findings } from '../bench.ts';
import { alternate } from '../measure/alternate.ts';
import { peakMbDuring, residentMb } from '../measure/resident-memory.ts';
import { Programs, SERVICE_FLAGS } from '../programs/programs.ts';
import { ServiceClient } from '../programs/service-client.ts';
import { megabytes, rate } from '../report/figures.ts';
import { withServers } from '../servers/with-servers.ts';
import { Brand } from './brand.ts';
import { makeClipFile } from './clip-file.ts';

const LARGE_BYTES = 300_000_000;
const SMALL_BYTES = 1_000_000;
const LENGTHS = { full: { rounds: 3, idleMs: 5_000 }, quick: { rounds: 1, idleMs: 1_000 } };

interface Round {
  readonly idleMb: number;
  readonly uploadPeakMb: number;
  readonly publishPeakMb: number;
  readonly uploadMbPerSecond: number;
}

async function measureClip(
  { root, runtime, quick }: BenchSurroundings,
  { brand, pid, directory }: { brand: Brand; pid: number; directory: string },
  bytes: number,
): Promise<Round> {
  const { clock, timers, random } = runtime;
  const file = join(directory, 'clip.mp4');
  makeClipFile(join(root, 'samples/acme.mp4'), file, bytes, random.bytes(8).readBigUInt64BE());
  await timers.sleep((quick ? LENGTHS.quick : LENGTHS.full).idleMs);
  const idleMb = residentMb(pid);
  const startedAt = clock.monotonicMs();
  const upload = await peakMbDuring(runtime, pid, () => brand.upload(file));
  const uploadMbPerSecond = bytes / 1000 / (clock.monotonicMs() - startedAt);
  const publish = await peakMbDuring(runtime, pid, () => brand.publishNow(upload.result));
  rmSync(file);
  return { idleMb, uploadPeakMb: upload.peakMb, publishPeakMb: publish.peakMb, uploadMbPerSecond };
}

const growthOf = ({ idleMb, uploadPeakMb, publishPeakMb }: Round): number =>
  Math.max(uploadPeakMb, publishPeakMb) - idleMb;

const rowOf = (name: string, rounds: readonly Round[]): string[] => [
  name,
  megabytes(rounds.map(({ idleMb }) => idleMb)),
  megabytes(rounds.map(({ uploadPeakMb }) => uploadPeakMb)),
  megabytes(rounds.map(({ publishPeakMb }) => publishPeakMb)),
  megabytes(rounds.map(growthOf)),
  rate(rounds.map(({ uploadMbPerSecond }) => uploadMbPerSecond)),
];

async function measure(
  surroundings: BenchSurroundings,
  programs: Programs,
): Promise<Omit<Findings, 'servers'>> {
  const { quick, runtime, say } = surroundings;
  const sandbox = await programs.startSandbox();
  const profile = await programs.startService('profile-service', SERVICE_FLAGS);
  const publish = await programs.startService('publish-service', SERVICE_FLAGS);
  const client = ({ origin }: { origin: string }) => new ServiceClient(origin, programs.operatorKey);
  const services = { profile: client(profile), publish: client(publish) };
  const brand = await Brand.connect(services, sandbox.origin, runtime);
  const under = { brand, pid: publish.pid, directory: programs.directory };
  say('a first small clip, which loads the code');
  const first = await measureClip(surroundings, under, SMALL_BYTES);
  const { rounds } = quick ? LENGTHS.quick : LENGTHS.full;
  say(`clips of 300 MB and 1 MB, ${rounds} of each`);
  const { ours: large, baseline: small } = await alternate(
    rounds,
    () => measureClip(surroundings, under, LARGE_BYTES),
    () => measureClip(surroundings, under, SMALL_BYTES),
  );
  return {
    tables: [
      {
        title: 'Resident memory of publish-service, MB',
        columns: ['clip', 'idle before', 'peak, upload', 'peak, publishing', 'growth', 'upload, MB/s'],
        rows: [rowOf('1 MB, the first ever', [first]), rowOf('300 MB', large), rowOf('1 MB', small)],
      },
    ],
    notes: [
      'MB are 10^6 bytes of VmRSS, read 50 times a second. Growth is the higher peak less what was idle before. Each clip is new to the service, stored, sent to a sandbox of Postiz and published.',
      'The 300 MB are a real MP4 whose last box is padding; the file is streamed from disk in both directions.',
    ],
    rounds: {
      first: { ...first },
      large: large.map((round) => ({ ...round })),
      small: small.map((round) => ({ ...round })),
    },
  };
}

/** Whether the memory of publish-service depends on the size of a clip. */
export const uploadMemoryBench: Bench = {
  name: 'upload-memory',
  run: (surroundings) =>
    withServers(surroundings, async (servers) => {
      const programs = await Programs.over(surroundings, servers);
      try {
        return { servers: servers.facts, ...(await measure(surroundings, programs)) };
      } finally {
        await programs.close();
      }
    }),
};
