import { hasEnded, type Job, type Trial } from './trial.ts';
import type { JudgedPost } from './publish-fixture.ts';

/**
 * What the judge has against the end of a publication: published twice (I1), neither published nor ended with a reason
 * (I2), failed although something is out or may still go out (I3), or left over where it could have been cleared away.
 */
export function faultsOf(trial: Trial, job: Job, posts: readonly JudgedPost[]): string[] {
  const faults = job.integrations.flatMap(({ integrationId, status, reason }) => {
    const own = posts.filter((post) => post.integrationId === integrationId);
    const times = own.reduce((sum, { publications }) => sum + publications, 0);
    const mayGoOut = own.filter(({ state }) => state === 'QUEUE').length;
    return [
      times > 1 && `was published ${times} times`,
      status === 'published' && times === 0 && 'is said to be published and is not',
      status === 'failed' && times > 0 && 'is said to have failed and was published',
      status === 'failed' && mayGoOut > 0 && 'is said to have failed and may still go out',
      status === 'published' && mayGoOut > 0 && `left ${mayGoOut} more in the queue`,
      ['failed', 'unconfirmed'].includes(status) && !reason && `ended ${status} without a reason`,
    ].flatMap((fault) => (fault ? [`${integrationId} ${fault}`] : []));
  });
  const foreign = posts.filter(({ mediaSha256 }) => mediaSha256 !== trial.sha256);
  return [
    ...(hasEnded(job) ? [] : [`is still ${job.status}`]),
    ...faults,
    ...(foreign.length > 0 ? [`${foreign.length} posts with media of somebody else`] : []),
  ].map((fault) => `${trial.name}: ${fault}`);
}

/** Drafts that nobody will ever look at again. Harmless, but a person finds them in Postiz. */
export const draftsLeft = (posts: readonly JudgedPost[]): number =>
  posts.filter(({ state }) => state === 'DRAFT').length;
