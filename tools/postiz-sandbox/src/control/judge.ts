import type { Post } from '../state/post.ts';
import { mediaOfPath, type SandboxState } from '../state/sandbox-state.ts';

/** What the independent judge says about a post: `publications` counts how often it went out. */
export const judgedPost = (state: SandboxState, post: Post) => ({
  id: post.id,
  organisation: post.organisation,
  integrationId: post.integrationId,
  content: post.content,
  state: post.deletedAt === null ? post.state : 'DELETED',
  publishDate: post.publishDate,
  publishedAt: post.publishedAt,
  publications: post.publications,
  mediaSha256:
    post.image.map(({ path }) => mediaOfPath(state, path)?.sha256).find((hash) => hash !== undefined) ?? null,
  createdAt: post.createdAt,
});
