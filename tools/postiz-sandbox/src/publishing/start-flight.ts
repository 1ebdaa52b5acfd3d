import type { PublishFault } from '../faults/fault.ts';
import type { Post } from '../state/post.ts';
import type { Change } from '../state/change.ts';
import { integrationOf } from '../state/organisation.ts';
import { OutcomeSchema, type Flight } from '../state/flight.ts';
import { traitsFor, type SandboxState } from '../state/sandbox-state.ts';
import type { Traits } from '../state/traits.ts';

/** How often a network that answers 5xx was seen to be tried by Postiz itself. */
const DELIVERIES_OBSERVED = 4;

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
  const traits = traitsFor(state, organisation);
  if (!integration || integration.disabled || integration.removed) return channelGone(traits, job);
  const fault = job.takeFault();
  if (fault?.kind === 'channel-disabled') return channelGone(traits, job);
  // The job vanishes and nobody is told: the post stays queued until a sweep finds it.
  if (fault?.kind === 'stuck') return [{ type: 'publishing-abandoned', id: post.id, state: 'QUEUE' }];
  const delayMs = fault?.delayMs ?? networkDelayMs;
  return [
    {
      type: 'publishing-started',
      flight: {
        id: job.flightId,
        postId: post.id,
        landsAtMs: now.getTime() + (fault?.kind === 'delay' ? delayMs : networkDelayMs),
        outcome: outcomeOf(fault),
        retryMs: delayMs,
        deliveries: fault?.kind === 'retries' ? (fault.deliveries ?? DELIVERIES_OBSERVED) : 1,
        shown: fault?.shown ?? 1,
      },
    },
  ];
}

function outcomeOf(fault: PublishFault | undefined): Flight['outcome'] {
  const named = OutcomeSchema.safeParse(fault?.kind);
  return named.success ? named.data : 'published';
}

/** Since Temporal the post is marked as failed, before it was left in the queue; both tell the organisation. */
function channelGone(traits: Traits, { post, now, notificationId }: DueJob): Change[] {
  return [
    {
      type: 'publishing-abandoned',
      id: post.id,
      state: traits.has('failsOnDisabledChannels') ? 'ERROR' : 'QUEUE',
    },
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
