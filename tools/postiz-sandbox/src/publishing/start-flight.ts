import type { PublishFault } from '../faults/fault.ts';
import type { Post } from '../state/post.ts';
import type { Change } from '../state/change.ts';
import { integrationOf } from '../state/organisation.ts';
import type { SandboxState } from '../state/sandbox-state.ts';

/** A job that is due, with all that the decision may not fetch by itself. */
export interface DueJob {
  readonly post: Post;
  readonly now: Date;
  readonly flightId: string;
  readonly notificationId: string;
  readonly networkDelayMs: number;
  /** Takes the fault that meets this delivery; asked only when there is a delivery. */
  readonly takeFault: () => PublishFault | undefined;
}

/** What happens when a job is due: a delivery starts, or there is a reason why not. */
export function startFlight(state: SandboxState, job: DueJob): Change[] {
  const { post, now, networkDelayMs } = job;
  if (post.state !== 'QUEUE' || post.deletedAt !== null) {
    return [{ type: 'publishing-abandoned', id: post.id, state: post.state }];
  }
  const organisation = state.organisations.get(post.organisation);
  const integration = organisation && integrationOf(organisation, post.integrationId);
  if (!integration || integration.disabled || integration.removed) return channelGone(state, job);
  const fault = job.takeFault();
  // The job vanishes and nobody is told: the post stays queued for ever.
  if (fault?.kind === 'stuck') return [{ type: 'publishing-abandoned', id: post.id, state: 'QUEUE' }];
  const delayMs = fault?.delayMs ?? networkDelayMs;
  return [
    {
      type: 'publishing-started',
      flight: {
        id: job.flightId,
        postId: post.id,
        landsAtMs: now.getTime() + (fault?.kind === 'delay' ? delayMs : networkDelayMs),
        outcome: fault === undefined || fault.kind === 'delay' ? 'published' : fault.kind,
        retryMs: delayMs,
      },
    },
  ];
}

/** Head marks the post as failed, 2.11 leaves it queued for ever; both tell the organisation. */
function channelGone(state: SandboxState, { post, now, notificationId }: DueJob): Change[] {
  return [
    { type: 'publishing-abandoned', id: post.id, state: state.version === 'head' ? 'ERROR' : 'QUEUE' },
    {
      type: 'notified',
      notification: {
        id: notificationId,
        organisation: post.organisation,
        content: 'We could not publish your post because the channel is disabled or has to be reconnected.',
        createdAt: now.toISOString(),
      },
    },
  ];
}
