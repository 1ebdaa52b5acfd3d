import type { Change } from '../state/change.ts';
import type { Flight } from '../state/flight.ts';
import type { Post } from '../state/post.ts';

/** A delivery whose time has come, with all that the decision may not fetch by itself. */
export interface LandingFlight {
  readonly flight: Flight;
  readonly post: Post;
  readonly now: Date;
  readonly newReleaseId: string;
  readonly retryFlightId: string;
  readonly notificationId: string;
  readonly publicUrl: string;
}

/** What happens when a delivery lands. It counts as a publication even if the post was changed or deleted meanwhile. */
export function landFlight(landing: LandingFlight): Change[] {
  const { flight, post, now } = landing;
  if (flight.deliveries > 1) return [triedAgain(landing)];
  const shown = flight.outcome === 'published' || flight.outcome === 'error-but-live';
  const release = shown ? { ...releaseOf(landing), at: now.toISOString() } : null;
  const retry: Flight | null =
    flight.outcome === 'error-then-published'
      ? {
          ...flight,
          id: landing.retryFlightId,
          landsAtMs: now.getTime() + flight.retryMs,
          outcome: 'published',
        }
      : null;
  return [
    {
      type: 'flight-landed',
      flightId: flight.id,
      state: flight.outcome === 'published' ? 'PUBLISHED' : 'ERROR',
      release,
      retry,
    },
    {
      type: 'notified',
      notification: {
        id: landing.notificationId,
        organisation: post.organisation,
        content: messageOf(flight, release?.url ?? ''),
        createdAt: now.toISOString(),
      },
    },
  ];
}

/** The network answered 5xx, whether it took the post or not, and Postiz tries again by itself. */
function triedAgain(landing: LandingFlight): Change {
  const { flight, now, retryFlightId } = landing;
  const { deliveries, shown } = flight;
  return {
    type: 'flight-landed',
    flightId: flight.id,
    state: null,
    release: shown >= deliveries ? { ...releaseOf(landing), at: now.toISOString() } : null,
    retry: {
      ...flight,
      id: retryFlightId,
      landsAtMs: now.getTime() + flight.retryMs,
      deliveries: deliveries - 1,
      shown: Math.min(shown, deliveries - 1),
    },
  };
}

/** TikTok's inbox upload gives no id: Postiz then says "missing" and shows a page that is not the post's. */
function releaseOf({ post, newReleaseId, publicUrl }: LandingFlight): { id: string; url: string } {
  const inbox = post.settings['content_posting_method'] === 'UPLOAD';
  return inbox
    ? { id: 'missing', url: `${publicUrl}/#messages` }
    : { id: newReleaseId, url: `${publicUrl}/#release-${newReleaseId}` };
}

function messageOf({ outcome }: Flight, url: string): string {
  switch (outcome) {
    case 'published':
      return `Your post has been published at ${url}`;
    case 'error':
    case 'error-then-published':
      return 'Your post could not be published: the network refused it.';
    case 'error-but-live':
      return 'We could not confirm that your post was published. Look at the network before you try again.';
  }
}
