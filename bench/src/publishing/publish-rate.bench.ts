import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitUntil } from '@clipcast/local-servers';
import type { Bench, BenchSurroundings, Findings } from '../bench.ts';
import { alternate } from '../measure/alternate.ts';
import { cpuMs } from '../measure/cpu-time.ts';
import { ratiosOf } from '../measure/statistics.ts';
import { milliseconds, rate, ratio } from '../report/figures.ts';
import { withServers } from '../servers/with-servers.ts';
import { startWorker } from '../workers/worker.ts';
import type { BareJob, BareTerms } from './bare-calls.ts';
import { clipMaker, type Clip } from './clip.ts';
import { inParallel } from './in-parallel.ts';
import { PublishingSite } from './publishing-site.ts';
import { RequestCount } from './request-count.ts';
import { PROMOTION, type SeenRequest } from './sandbox.ts';

const ANSWER_DELAY_MS = 20;
const LENGTHS = {
  full: { tenants: 200, perTenant: 10, rounds: 5 },
  quick: { tenants: 50, perTenant: 10, rounds: 1 },
};
/** Callers of our own API while the queue is filled. */
const TOGETHER = 8;
/** Calls that the bare loop has under way; more of them made it no faster. */
const BARE_TOGETHER = 64;
const DONE_WITHIN_MS = 300_000;
/** The tenant whose Postiz hangs, so that the only worker waits there while the queue is filled. */
const PLUG = 'plug';

const of = (requests: readonly SeenRequest[], endpoint: string): SeenRequest[] =>
  requests.filter((seen) => seen.endpoint === endpoint && seen.organisation !== PLUG);

/** How fast a process is, and what it takes for that. */
type Pace = {
  readonly perSecond: number;
  readonly cpuMsEach: number;
};

const paced = (rounds: readonly Pace[], what: keyof Pace): number[] => rounds.map((pace) => pace[what]);

/** Publications a second while the middle half of the promotions were answered: a process that starts or ends is no rate. */
function rateOf(requests: readonly SeenRequest[]): number {
  const answered = of(requests, PROMOTION)
    .map(({ endedAt }) => Date.parse(endedAt ?? ''))
    .toSorted((a, b) => a - b);
  const at = (part: number): number => answered[Math.floor(answered.length * part)] ?? Number.NaN;
  return (answered.length * 500) / (at(0.75) - at(0.25));
}

async function measure(
  surroundings: BenchSurroundings,
  site: PublishingSite,
  { perTenant, rounds }: (typeof LENGTHS)['full'],
): Promise<Omit<Findings, 'servers'>> {
  const { root, runtime, say } = surroundings;
  const nextClip = clipMaker(root);
  const plug = await site.connect(PLUG);
  const jobs = site.tenants.flatMap((tenant) => Array.from({ length: perTenant }, () => tenant));

  const promoted = async (since: Date, promotions: RequestCount): Promise<number> => {
    let requests: readonly SeenRequest[] = [];
    const done = async (): Promise<boolean> => {
      if (promotions.now() < jobs.length) return false;
      requests = await site.sandbox.requests(since);
      const answered = of(requests, PROMOTION).filter(({ endedAt, status }) => endedAt && status === 200);
      return answered.length >= jobs.length;
    };
    if (!(await waitUntil(runtime, done, { withinMs: DONE_WITHIN_MS, everyMs: 1_000 })))
      throw new Error(`Only ${promotions.now()} of ${jobs.length} were promoted in time.`);
    return rateOf(requests);
  };
  const countPromotions = (): RequestCount => new RequestCount(site.requestFile, PROMOTION);

  const publishOne = async (tenant: (typeof jobs)[number], { content, sha256 }: Clip): Promise<void> => {
    await tenant.publish(await tenant.upload({ content, sha256 }), 'From a bench');
  };
  const ours = async (): Promise<Pace> => {
    await site.startPublishing({ CLIPCAST_PUBLISH_CONCURRENCY: '1' });
    await site.sandbox.fault({ organisation: PLUG, operation: 'upload', kind: 'hang' });
    await publishOne(plug, nextClip());
    say(`filling the queue with ${jobs.length} publications`);
    await inParallel(jobs, TOGETHER, (tenant) => publishOne(tenant, nextClip()));
    await site.sandbox.heal();
    const since = runtime.clock.now();
    const promotions = countPromotions();
    await site.startPublishing();
    const usedBefore = cpuMs(site.pid);
    const perSecond = await promoted(since, promotions);
    return { perSecond, cpuMsEach: (cpuMs(site.pid) - usedBefore) / jobs.length };
  };

  const bare = async (): Promise<Pace> => {
    const listed: BareJob[] = jobs.map(({ organisation }, index) => {
      const file = join(site.directory, `bare-${index}.mp4`);
      writeFileSync(file, nextClip().content);
      return { organisation, file };
    });
    const termsFile = join(site.directory, 'bare.json');
    const terms: BareTerms = { origin: site.sandbox.origin, jobs: listed, together: BARE_TOGETHER };
    writeFileSync(termsFile, JSON.stringify(terms));
    const since = runtime.clock.now();
    const promotions = countPromotions();
    const worker = startWorker('bare-calls', { termsFile });
    await worker.done;
    const cpuMsEach = cpuMs(worker.pid) / jobs.length;
    await worker.stop();
    return { perSecond: await promoted(since, promotions), cpuMsEach };
  };

  const { ours: paces, baseline } = await alternate(rounds, ours, bare);
  return {
    tables: [
      {
        title: `Publications of ${site.tenants.length} tenants by one worker process`,
        columns: ['', 'publish-service', 'bare calls', 'ratio'],
        rows: [
          [
            'a second',
            ...[paces, baseline].map((rounds) => rate(paced(rounds, 'perSecond'))),
            ratio(ratiosOf(paced(paces, 'perSecond'), paced(baseline, 'perSecond'))),
          ],
          [
            'CPU of the process, ms each',
            ...[paces, baseline].map((rounds) => milliseconds(paced(rounds, 'cpuMsEach'))),
            ratio(ratiosOf(paced(paces, 'cpuMsEach'), paced(baseline, 'cpuMsEach'))),
          ],
        ],
      },
    ],
    notes: [
      `Each brings out ${jobs.length} clips of 32 kB by an upload, a creation and a promotion of each; the sandbox holds every answer back for ${ANSWER_DELAY_MS} ms. Timed by the sandbox's own log of requests, over the middle half of the promotions' answers.`,
      `publish-service finds its queue full when it starts, and works with its defaults; PostgreSQL, NATS and the sandbox share the machine with it. The bare loop keeps ${BARE_TOGETHER} publications under way and remembers nothing.`,
    ],
    rounds: { ours: [...paces], bare: [...baseline] },
  };
}

/** How fast one worker process brings clips out, beside the same calls without any bookkeeping. */
export const publishRateBench: Bench = {
  name: 'publish-rate',
  run: (surroundings) =>
    withServers(surroundings, async (servers) => {
      const lengths = surroundings.quick ? LENGTHS.quick : LENGTHS.full;
      const options = { tenants: lengths.tenants, answerDelayMs: ANSWER_DELAY_MS };
      const site = await PublishingSite.open(surroundings, servers, options);
      try {
        return { servers: servers.facts, ...(await measure(surroundings, site, lengths)) };
      } finally {
        await site.close();
      }
    }),
};
