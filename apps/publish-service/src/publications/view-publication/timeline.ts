import type { RecordedEvent } from '@clipcast/event-store';
import { z } from 'zod';
import type { PublicationEvent } from '../publication.ts';
import { traceUrlField } from '../publication-view.ts';
import { traceIdOf } from '../trace-id.ts';
import type { TraceLinks } from '../trace-links.ts';

/** One thing that happened to a publication. */
export const TimelineEntry = z.object({
  at: z.string(),
  event: z.string().meta({ description: 'The fact, by its name.' }),
  integrationId: z.string().nullable(),
  attempt: z.int().nullable(),
  detail: z.string().meta({ description: 'What happened, in plain words.' }),
  reason: z
    .string()
    .nullable()
    .meta({ description: 'Why, in plain words, where there is a reason to tell.' }),
  traceId: z.string().nullable().meta({ description: 'Under which this step can be followed.' }),
  traceUrl: traceUrlField,
});
export type TimelineEntry = z.output<typeof TimelineEntry>;

/** The facts of a publication as a person reads them. */
export const timelineOf = (events: readonly RecordedEvent[], links: TraceLinks): TimelineEntry[] =>
  events.map((event) => {
    const fact = event as unknown as PublicationEvent;
    const { data } = fact;
    const traceId = traceIdOf(event);
    return {
      at: event.recordedAt.toISOString(),
      event: event.type,
      integrationId: 'integrationId' in data ? data.integrationId : null,
      attempt: 'attempt' in data ? data.attempt : null,
      detail: detailOf(fact),
      reason: reasonOf(fact),
      traceId,
      traceUrl: links.urlOf(traceId),
    };
  });

/** Why it happened, as far as that is not clear from what happened. */
function reasonOf({ type, data }: PublicationEvent): string | null {
  switch (type) {
    case 'PostAttemptAbandoned':
    case 'PublicationFailed':
    case 'PublicationCancelled':
      return data.reason;
    case 'PostDelayed':
    case 'PostFailed':
    case 'PostCancelled':
    case 'PostUnconfirmed':
    case 'PostWithdrawalRefused':
      return data.detail;
    case 'UnconfirmedPostDecided':
      return data.note;
    case 'PublicationRequested':
    case 'MediaUploaded':
    case 'PostDraftIntended':
    case 'PostDrafted':
    case 'PostLeftAsDraft':
    case 'PostPromotionIntended':
    case 'PostPromotionRetracted':
    case 'PostAccepted':
    case 'PostDropIntended':
    case 'PostResumed':
    case 'PostWatchEnded':
    case 'CancellationRequested':
    case 'PublicationRescheduled':
    case 'PublicationRetried':
    case 'PublicationAccepted':
    case 'ClipPublished':
    case 'CostIncurred':
      return null;
  }
}

function detailOf({ type, data }: PublicationEvent): string {
  switch (type) {
    case 'PublicationRequested':
      return `Requested for ${data.integrations.map(({ name, provider }) => `${name} (${provider})`).join(', ')}.`;
    case 'MediaUploaded':
      return 'The video is in Postiz.';
    case 'PostDraftIntended':
      return `A draft dated ${data.publishAt} is about to be created.`;
    case 'PostDrafted':
      return data.adopted
        ? `The draft ${data.postId} was found by its instant.`
        : `The draft ${data.postId} is there.`;
    case 'PostPromotionIntended':
      return `The draft ${data.postId} is about to be scheduled.`;
    case 'PostAccepted':
      return `Postiz will publish it at ${data.publishAt}.`;
    case 'PostPromotionRetracted':
      return `The promotion did not happen: ${data.postId} is a draft as before.`;
    case 'PostDropIntended':
      return `The post ${data.postId} is about to be deleted in Postiz.`;
    case 'PostAttemptAbandoned':
      return 'Nothing of this attempt will be published.';
    case 'PostLeftAsDraft':
      return `The draft ${data.postId} is left to be finished in Postiz.`;
    case 'PostDelayed':
      return data.until
        ? `It is waited out until ${data.until}.`
        : 'Something is in the way; it is tried again.';
    case 'PostResumed':
      return 'It goes on.';
    case 'PostFailed':
      return 'It will not appear.';
    case 'PostCancelled':
      return 'It is cancelled.';
    case 'PostUnconfirmed':
      return 'Whether it has appeared is unknown; a person has to look.';
    case 'PostWithdrawalRefused':
      return 'It was not taken back.';
    case 'PostWatchEnded':
      return 'Postiz is not looked at for it any more.';
    case 'UnconfirmedPostDecided':
      return DECISIONS[data.decision];
    case 'CancellationRequested':
      return 'Somebody cancelled it.';
    case 'PublicationRescheduled':
      return WANTED[data.schedule] ?? `Somebody wants it at another time: ${data.schedule}.`;
    case 'PublicationRetried':
      return 'Somebody wants it tried again.';
    case 'PublicationAccepted':
      return 'Every account has its answer.';
    case 'PublicationCancelled':
      return 'Nothing of this publication will appear: it was cancelled.';
    case 'PublicationFailed':
      return 'Nothing of this publication will appear.';
    case 'ClipPublished':
      return data.releaseUrl ? `Published: ${data.releaseUrl}` : 'Published.';
    case 'CostIncurred':
      return `Cost ${data.amountUsd} USD.`;
  }
}

const WANTED: Readonly<Record<string, string>> = {
  now: 'Somebody wants it as soon as possible.',
  draft: 'Somebody wants it left in Postiz as a draft.',
};

const DECISIONS = {
  published: 'A person saw it on the network.',
  publish_again: 'A person wants it published again.',
  give_up: 'A person gave it up.',
} as const;
