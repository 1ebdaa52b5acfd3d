import { waitUntil } from '@clipcast/local-servers';
import type { BenchSurroundings } from '../bench.ts';
import { clipMaker } from './clip.ts';
import { inParallel } from './in-parallel.ts';
import type { PublishingSite } from './publishing-site.ts';
import { UPLOAD, type SeenRequest } from './sandbox.ts';

const TOGETHER = 8;
const SETTLED_WITHIN_MS = 120_000;

/**
 * Asks for publications at a steady rate, in turn by every tenant, whether or not those before have got anywhere. Each is
 * of a clip of its own that is stored already, so the first that Postiz hears of it is its upload.
 * @returns for each in how many milliseconds, from the fact of its request to the headers of its upload.
 */
export async function steadyLoad(
  { root, runtime, say }: BenchSurroundings,
  site: PublishingSite,
  { perSecond, seconds }: { perSecond: number; seconds: number },
): Promise<number[]> {
  const { clock, timers } = runtime;
  const nextClip = clipMaker(root, site.nextClipFrom());
  const count = perSecond * seconds;
  const jobs = Array.from({ length: count }, (_, index) => ({
    tenant: site.tenant(index % site.tenants.length),
    clip: nextClip(),
    clipId: '',
    requestedAt: 0,
  }));
  say(`storing ${count} clips`);
  await inParallel(jobs, TOGETHER, async (job) => {
    job.clipId = await job.tenant.upload(job.clip);
  });
  say(`${perSecond} publications a second for ${seconds} s`);
  const since = clock.now();
  const startedMs = clock.monotonicMs();
  const asked: Promise<void>[] = [];
  for (const [index, job] of jobs.entries()) {
    const dueMs = startedMs + (index * 1_000) / perSecond;
    const waitMs = dueMs - clock.monotonicMs();
    if (waitMs > 0) await timers.sleep(waitMs);
    asked.push(
      job.tenant.publish(job.clipId, 'From a bench').then((at) => {
        job.requestedAt = at.getTime();
      }),
    );
  }
  await Promise.all(asked);
  let uploads = new Map<string, SeenRequest>();
  const settled = async (): Promise<boolean> => {
    const seen = await site.sandbox.requests(since);
    uploads = new Map(
      seen.flatMap((request) =>
        request.endpoint === UPLOAD && request.file ? [[request.file.sha256, request]] : [],
      ),
    );
    return jobs.every(({ clip }) => uploads.has(clip.sha256));
  };
  if (!(await waitUntil(runtime, settled, { withinMs: SETTLED_WITHIN_MS, everyMs: 500 })))
    throw new Error(`Only ${uploads.size} of ${count} publications have come to Postiz.`);
  return jobs.map(({ clip, requestedAt }) => Date.parse(uploads.get(clip.sha256)?.at ?? '') - requestedAt);
}
