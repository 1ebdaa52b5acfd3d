import { z } from 'zod';
import type { Post } from './post.ts';
import { statusOfPost } from './publication-status.ts';
import { findPost, requested, type PublicationState } from './publication.ts';

const IDS_MAX = 50;

/** Which of a publication's posts are meant; all of them when nothing is said. */
export const integrationIdsField = z
  .array(z.string().min(1).max(200))
  .min(1)
  .max(IDS_MAX)
  .optional()
  .meta({ description: 'Accounts of this publication; all of them unless given.' });

/** The posts that are meant. @throws {DomainError} `publication_not_found`, `post_not_found` */
export const postsMeant = (
  state: PublicationState,
  integrationIds: readonly string[] | undefined,
): readonly Post[] =>
  integrationIds ? [...new Set(integrationIds)].map((id) => findPost(state, id)) : requested(state).posts;

export const idsOf = (posts: readonly Post[]): string[] =>
  posts.map(({ integration }) => integration.integrationId);

/** Why nothing can be done about posts, one by one, for the details of a refusal. */
export const reasonsFor = (posts: readonly Post[], why: (post: Post) => string) =>
  posts.map((post) => ({
    integrationId: post.integration.integrationId,
    status: statusOfPost(post),
    reason: why(post),
  }));
