import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { deleteGroup, mergeSettings, ownPost, setStatus } from '../posts/change-post.ts';
import { createPosts } from '../posts/create-posts.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import { badRequest, INTERNAL_ERROR, Refusal } from './answer.ts';
import { publicRoute } from './public-route.ts';

const StatusBody = z.object({ status: z.enum(['draft', 'schedule']) });
const SettingsBody = z.object({ settings: z.record(z.string(), z.unknown()) });

/** Everything that changes posts. */
export function registerPostRoutes(app: FastifyInstance, context: SandboxContext): void {
  const { store, runtime } = context;

  publicRoute(app, context, {
    method: 'POST',
    path: '/posts',
    operation: 'create',
    limited: 'always',
    work: ({ organisation, request }) => ({
      status: 201,
      body: createPosts(context, organisation, request.body),
    }),
  });

  publicRoute(app, context, {
    method: 'PUT',
    path: '/posts/:id/status',
    operation: 'status',
    needs: 'statusRoute',
    work: ({ organisation, request, param }) => {
      const body = StatusBody.safeParse(request.body);
      if (!body.success) throw badRequest(['status must be one of the following values: draft, schedule']);
      const post = ownPost(store.state, organisation, param('id'));
      if (!post) throw badRequest('Post not found');
      const { status } = body.data;
      store.record(setStatus(post, status));
      return { status: 200, body: { id: post.id, state: status === 'draft' ? 'DRAFT' : 'QUEUE' } };
    },
  });

  publicRoute(app, context, {
    method: 'PUT',
    path: '/posts/:id/settings',
    needs: 'settingsRoute',
    work: ({ organisation, request, param }) => {
      const body = SettingsBody.safeParse(request.body);
      if (!body.success) throw badRequest(['settings must be an object']);
      const post = ownPost(store.state, organisation, param('id'));
      if (!post) throw badRequest('Post not found', 404);
      store.record(mergeSettings(post, body.data.settings, runtime.clock.now()));
      return { status: 200, body: { postId: post.id, publishDate: post.publishDate.slice(0, 19) } };
    },
  });

  publicRoute(app, context, {
    method: 'DELETE',
    path: '/posts/:id',
    operation: 'delete',
    limited: 'formerly',
    work: ({ organisation, traits, param }) => {
      const post = ownPost(store.state, organisation, param('id'));
      if (!post) throw new Refusal(INTERNAL_ERROR);
      store.record(...deleteGroup(store.state, organisation, post.group, runtime.clock.now()));
      // Since v2.12.0 success says "error": a client must not believe it.
      return { status: 200, body: traits.has('deleteSaysError') ? { error: true } : { id: post.id } };
    },
  });

  publicRoute(app, context, {
    method: 'DELETE',
    path: '/posts/group/:group',
    operation: 'delete',
    needs: 'deletesGroups',
    limited: 'formerly',
    work: ({ organisation, param }) => {
      store.record(...deleteGroup(store.state, organisation, param('group'), runtime.clock.now()));
      return { status: 200, body: { error: true } };
    },
  });
}
