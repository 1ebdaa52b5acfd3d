import { badRequest } from '../http/answer.ts';
import type { Change } from '../state/change.ts';
import type { Organisation } from '../state/organisation.ts';
import { publishMs, type Post } from '../state/post.ts';
import type { SandboxState } from '../state/sandbox-state.ts';

/** The organisation's own post that is not deleted. */
export function ownPost(state: SandboxState, organisation: Organisation, id: string): Post | undefined {
  const post = state.posts.get(id);
  return post?.organisation === organisation.name && post.deletedAt === null ? post : undefined;
}

/** `PUT /posts/:id/status`. Unguarded: scheduling a published post sends it out a second time, even at head. */
export const setStatus = (post: Post, status: 'draft' | 'schedule'): Change => ({
  type: 'post-state-set',
  id: post.id,
  state: status === 'draft' ? 'DRAFT' : 'QUEUE',
  jobDueAtMs: status === 'draft' ? null : publishMs(post),
});

/**
 * `PUT /posts/:id/settings`: merges the keys and keeps the provider.
 * @throws {Refusal} 400 unless the post is a draft or is queued for a later date.
 */
export function mergeSettings(post: Post, settings: Readonly<Record<string, unknown>>, now: Date): Change {
  const open = post.state === 'DRAFT' || (post.state === 'QUEUE' && publishMs(post) > now.getTime());
  if (!open) throw badRequest('Only drafts and posts scheduled for the future can be changed');
  const merged = { ...post.settings, ...settings, __type: post.settings['__type'] };
  return { type: 'post-written', post: { ...post, settings: merged } };
}

/** Soft-deletes every row of a group of this organisation and takes their jobs away. */
export const deleteGroup = (
  state: SandboxState,
  organisation: Organisation,
  group: string,
  now: Date,
): Change[] =>
  state.posts
    .ofGroup(group)
    .filter((post) => post.organisation === organisation.name)
    .map(({ id }) => ({ type: 'post-deleted', id, at: now.toISOString() }));
