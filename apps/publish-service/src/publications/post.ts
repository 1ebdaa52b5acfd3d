import type { PublicationRequested } from '@clipcast/contracts';

export type RequestedIntegration = PublicationRequested['data']['integrations'][number];

interface PostBase {
  readonly integration: RequestedIntegration;
  /** How many instants were tried so far. */
  readonly attempts: number;
  /** What is in the way right now, if anything. */
  readonly trouble: { readonly code: string; readonly detail: string } | null;
}

interface InPostiz<P extends string> {
  readonly phase: P;
  readonly publishAt: string;
  readonly postId: string;
}

/** One post of a publication, for one integration: where it stands in the protocol of design 7a. */
export type Post = PostBase &
  (
    | { readonly phase: 'waiting' }
    | { readonly phase: 'drafting'; readonly publishAt: string }
    | InPostiz<'drafted'>
    | InPostiz<'promoting'>
    | InPostiz<'dropping'>
    | InPostiz<'accepted'>
    | {
        readonly phase: 'published';
        readonly publishAt: string;
        readonly postId: string;
        readonly releaseUrl: string | null;
      }
    | { readonly phase: 'failed'; readonly code: string; readonly detail: string }
    | {
        readonly phase: 'unconfirmed';
        readonly publishAt: string;
        readonly postId: string;
        readonly code: string;
        readonly detail: string;
      }
  );

export type Phase = Post['phase'];
export type PostIn<P extends Phase> = Extract<Post, { readonly phase: P }>;

/** Nothing has been promised to the outside yet: it may still turn out either way. */
export const isPending = ({ phase }: Post): boolean =>
  !['accepted', 'published', 'failed', 'unconfirmed'].includes(phase);

/** Nothing will happen to the post any more by itself. */
export const isSettled = ({ phase }: Post): boolean =>
  phase === 'published' || phase === 'failed' || phase === 'unconfirmed';
