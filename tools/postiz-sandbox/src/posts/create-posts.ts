import type { SandboxContext } from '../sandbox-context.ts';
import type { Organisation } from '../state/organisation.ts';
import { traitsFor } from '../state/sandbox-state.ts';
import { newPostId } from './post-id.ts';
import { readCreatePosts } from './read-create-posts.ts';
import { writePost } from './write-post.ts';

/**
 * `POST /posts`: rows are written one after another and not as one step, so that a refusal of a later element leaves
 * the earlier ones behind, as Postiz does.
 */
export function createPosts({ store, runtime }: SandboxContext, organisation: Organisation, raw: unknown) {
  const traits = traitsFor(store.state, organisation);
  const request = readCreatePosts(raw, organisation, traits);
  return request.posts.map(({ body, integration }) => {
    const { post, changes } = writePost(store.state, {
      traits,
      organisation,
      integration,
      body,
      request,
      now: runtime.clock.now(),
      newId: newPostId(runtime.random),
      newGroup: runtime.ids.next(),
    });
    store.record(...changes);
    return { postId: post.id, integration: integration.id };
  });
}
