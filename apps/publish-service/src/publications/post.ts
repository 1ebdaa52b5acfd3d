import type { PublicationRequested } from '@clipcast/contracts';
import type { ConnectionRef } from '../connections/postiz-connections.ts';

export type RequestedIntegration = PublicationRequested['data']['integrations'][number];

/** `now` and `draft` are dated a lead ahead of when they are brought out; else an instant, RFC 3339. */
export type Schedule = PublicationRequested['data']['schedule'];

/**
 * What a person wants done about a post that is under way: it leaves Postiz first, as far as it still can. `move`: it gets
 * another instant. `again`: a post whose end is unknown is published anew. `give-up`: it is taken for failed.
 */
export type Wish = 'cancel' | 'move' | 'again' | 'give-up';

/** What is in the way right now, and until when, where that is known. */
export type Trouble = { readonly code: string; readonly detail: string; readonly until: string | null };

/** What a person has to go by who decides about a post whose end is unknown. */
export type Evidence = {
  /** The state that Postiz showed at the post's instant, or `absent`; null when Postiz could not be asked. */
  readonly seen: string | null;
  readonly lookedAt: string;
  readonly releaseUrl: string | null;
};

type PostBase = {
  readonly integration: RequestedIntegration;
  /** The connection it is brought out through. */
  readonly connection: ConnectionRef;
  readonly schedule: Schedule;
  /** How many instants were tried so far; attempts are counted on, also after a person asked for another try. */
  readonly attempts: number;
  /** After so many it is given up. */
  readonly attemptsMax: number;
  /** Of what was asked of Postiz last. */
  readonly requestHash: string | null;
  readonly trouble: Trouble | null;
  readonly wish: Wish | null;
  /** How often it was decided to publish it anew; each time is paid for by itself. */
  readonly round: number;
  /** Whether this round's cost is on record. */
  readonly paid: boolean;
};

type InPostiz<P extends string> = { readonly phase: P; readonly publishAt: string; readonly postId: string };

/** From which phase a post is being taken out of Postiz. */
export type DroppedFrom = 'drafted' | 'promoting' | 'accepted' | 'unconfirmed';

/** One post of a publication, for one integration: where it stands in the protocol of design 7a. */
export type Post = PostBase &
  (
    | { readonly phase: 'waiting' }
    | { readonly phase: 'drafting'; readonly publishAt: string }
    | InPostiz<'drafted'>
    | InPostiz<'promoting'>
    | (InPostiz<'dropping'> & { readonly from: DroppedFrom; readonly stillDraft?: true })
    | InPostiz<'accepted'>
    | (InPostiz<'published'> & { readonly releaseUrl: string | null })
    | (InPostiz<'unconfirmed'> & {
        readonly code: string;
        readonly detail: string;
        readonly evidence: Evidence | null;
        /** Whether Postiz is still looked at now and then, in case the post appears by itself. */
        readonly watched: boolean;
      })
    | { readonly phase: 'failed'; readonly code: string; readonly detail: string }
    | InPostiz<'left-as-draft'>
    | { readonly phase: 'cancelled'; readonly detail: string }
  );

export type Phase = Post['phase'];
export type PostIn<P extends Phase> = Extract<Post, { readonly phase: P }>;

const ANSWERED: ReadonlySet<Phase> = new Set([
  'accepted',
  'published',
  'failed',
  'unconfirmed',
  'left-as-draft',
  'cancelled',
]);

/** Nothing has been promised to the outside yet: it may still turn out either way. */
export const isPending = ({ phase }: Post): boolean => !ANSWERED.has(phase);

/** The post has come to an end, which only a person, or a late discovery, changes. */
export const isSettled = (post: Post): boolean => !isPending(post) && post.phase !== 'accepted';

/** When a person wants the post to appear; null for as soon as possible. */
export const wantedAt = ({ schedule }: Pick<Post, 'schedule'>): Date | null =>
  schedule === 'now' || schedule === 'draft' ? null : new Date(schedule);
