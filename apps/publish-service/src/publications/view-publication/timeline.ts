import type { RecordedEvent } from '@clipcast/event-store';
import { z } from 'zod';
import type { PublicationEvent } from '../publication.ts';

/** One thing that happened to a publication. */
export const TimelineEntry = z.object({
  at: z.string(),
  event: z.string().meta({ description: 'The fact, by its name.' }),
  integrationId: z.string().nullable(),
  attempt: z.int().nullable(),
  detail: z.string(),
});
export type TimelineEntry = z.output<typeof TimelineEntry>;

/** The facts of a publication as a person reads them. */
export const timelineOf = (events: readonly RecordedEvent[]): TimelineEntry[] =>
  events.map((event) => {
    const { data } = event as RecordedEvent<PublicationEvent>;
    return {
      at: event.recordedAt.toISOString(),
      event: event.type,
      integrationId: 'integrationId' in data ? data.integrationId : null,
      attempt: 'attempt' in data ? data.attempt : null,
      detail: detailOf(event as unknown as PublicationEvent),
    };
  });

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
    case 'PostDropIntended':
      return `The post ${data.postId} is about to be deleted in Postiz.`;
    case 'PostAttemptAbandoned':
      return data.reason;
    case 'PostLeftAsDraft':
      return `The draft ${data.postId} is left to be finished in Postiz.`;
    case 'PostDelayed':
      return data.until ? `${data.detail} Until ${data.until}.` : data.detail;
    case 'PostResumed':
      return 'It goes on.';
    case 'PostFailed':
    case 'PostCancelled':
    case 'PostUnconfirmed':
    case 'PostWithdrawalRefused':
      return data.detail;
    case 'PostWatchEnded':
      return 'Postiz is not looked at for it any more.';
    case 'UnconfirmedPostDecided':
      return `${DECISIONS[data.decision]}${data.note ? ` ${data.note}` : ''}`;
    case 'CancellationRequested':
      return 'Somebody cancelled it.';
    case 'PublicationRescheduled':
      return `Somebody wants it at another time: ${data.schedule}.`;
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

const DECISIONS = {
  published: 'A person saw it on the network.',
  publish_again: 'A person wants it published again.',
  give_up: 'A person gave it up.',
} as const;
