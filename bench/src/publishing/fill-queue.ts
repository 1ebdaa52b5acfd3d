import type { BenchSurroundings } from '../bench.ts';
import { clipMaker } from './clip.ts';
import { inParallel } from './in-parallel.ts';
import type { PublishingSite } from './publishing-site.ts';

const TOGETHER = 16;
const NOISY = 'noisy';
/** The list of its accounts still comes, or nothing could be queued. */
const CALLS = ['upload', 'create', 'list', 'status', 'delete'];

/** Queues publications of a tenant whose Postiz takes every request in and never answers. */
export async function fillQueue(
  { root, say }: BenchSurroundings,
  site: PublishingSite,
  jobs: number,
): Promise<void> {
  const tenant = await site.noisyTenant(NOISY);
  for (const operation of CALLS) await site.sandbox.fault({ organisation: NOISY, operation, kind: 'hang' });
  const nextClip = clipMaker(root, site.nextClipFrom());
  say(`queueing ${jobs} publications of a tenant whose Postiz hangs`);
  await inParallel(Array.from({ length: jobs }), TOGETHER, async (_, index) => {
    await tenant.publish(await tenant.upload(nextClip()), `From a bench ${index}`);
  });
}
