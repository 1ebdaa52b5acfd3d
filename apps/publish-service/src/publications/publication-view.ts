import { isPending, type Post } from './post.ts';
import { statusOfPost, statusOfPublication } from './publication-status.ts';
import type { RequestedPublication } from './publication.ts';
import { z } from 'zod';

const Reason = z.object({ code: z.string(), detail: z.string() });

/** How one integration's post is doing. */
export const PostView = z.object({
  integrationId: z.string(),
  provider: z.string(),
  name: z.string(),
  caption: z.string(),
  status: z.string(),
  publishAt: z.string().nullable().meta({ description: 'The instant at which Postiz is to publish it.' }),
  postId: z.string().nullable().meta({ description: "The post's id in Postiz." }),
  releaseUrl: z.string().nullable(),
  reason: Reason.nullable().meta({ description: 'What is in the way, or why it ended as it did.' }),
});

/** A publication as the API shows it. */
export const PublicationView = z
  .object({
    id: z.string(),
    clipId: z.string(),
    status: z.string(),
    schedule: z.string(),
    connectionVersion: z.int(),
    integrations: z.array(PostView),
    traceId: z
      .string()
      .nullable()
      .meta({ description: 'Under which every step of this publication can be followed.' }),
    requestedAt: z.string(),
  })
  .meta({ id: 'Publication' });
export type PublicationView = z.output<typeof PublicationView>;

export const publicationView = (
  { request, posts }: RequestedPublication,
  traceId: string | null,
): PublicationView => ({
  id: request.publicationId,
  clipId: request.clipId,
  status: statusOfPublication(posts),
  schedule: request.schedule,
  connectionVersion: request.connectionVersion,
  integrations: posts.map(postView),
  traceId,
  requestedAt: request.requestedAt,
});

const postView = (post: Post): z.output<typeof PostView> => ({
  integrationId: post.integration.integrationId,
  provider: post.integration.provider,
  name: post.integration.name,
  caption: post.integration.caption,
  status: statusOfPost(post),
  publishAt: 'publishAt' in post ? post.publishAt : null,
  postId: 'postId' in post ? post.postId : null,
  releaseUrl: post.phase === 'published' ? post.releaseUrl : null,
  reason: reasonOf(post),
});

function reasonOf(post: Post): z.output<typeof Reason> | null {
  if (post.phase === 'failed' || post.phase === 'unconfirmed')
    return { code: post.code, detail: post.detail };
  return isPending(post) || post.phase === 'accepted' ? post.trouble : null;
}
