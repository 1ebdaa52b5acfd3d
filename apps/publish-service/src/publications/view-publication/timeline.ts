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
      return `The draft ${data.postId} is about to be deleted.`;
    case 'PostAttemptAbandoned':
      return data.reason;
    case 'PostDelayed':
    case 'PostFailed':
    case 'PostUnconfirmed':
      return data.detail;
    case 'PublicationAccepted':
      return 'Every account has its answer.';
    case 'PublicationFailed':
      return 'Nothing of this publication will appear.';
    case 'ClipPublished':
      return data.releaseUrl ? `Published: ${data.releaseUrl}` : 'Published.';
    case 'CostIncurred':
      return `Cost ${data.amountUsd} USD.`;
  }
}
