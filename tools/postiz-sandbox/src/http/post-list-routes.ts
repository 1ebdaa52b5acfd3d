import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ownPost } from '../posts/change-post.ts';
import { parseIsoDate } from '../posts/iso-date.ts';
import { listPosts } from '../posts/list-posts.ts';
import { mediaOfPath } from '../state/sandbox-state.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import { badRequest, INTERNAL_ERROR, Refusal } from './answer.ts';
import { pictureUrl } from './picture-url.ts';
import { publicRoute } from './public-route.ts';

const ReleaseBody = z.object({ releaseId: z.string().min(1) });

/** Reading posts, and repairing the ones whose network gave no id. */
export function registerPostListRoutes(app: FastifyInstance, context: SandboxContext): void {
  const { store } = context;

  publicRoute(app, context, {
    method: 'GET',
    path: '/posts',
    operation: 'list',
    limited: 'formerly',
    work: ({ organisation, query }) => {
      const [start, end] = [parseIsoDate(query('startDate') ?? ''), parseIsoDate(query('endDate') ?? '')];
      if (!start || !end) {
        const missing = [...(start ? [] : ['startDate']), ...(end ? [] : ['endDate'])];
        throw badRequest(missing.map((name) => `${name} must be a valid ISO 8601 date string`));
      }
      const window = { startMs: start.getTime(), endMs: end.getTime(), customer: query('customer') };
      const picture = pictureUrl(context.publicUrl());
      return { status: 200, body: { posts: listPosts(store.state, { organisation, ...window, picture }) } };
    },
  });

  publicRoute(app, context, {
    method: 'GET',
    path: '/posts/:id/missing',
    needs: 'missingReleases',
    work: ({ organisation, param }) => {
      const post = ownPost(store.state, organisation, param('id'));
      if (post?.releaseId !== 'missing') return { status: 200, body: [] };
      const media = post.image.flatMap(({ path }) => mediaOfPath(store.state, path) ?? []);
      const url = (file: string) => `${context.publicUrl()}/sandbox/media/${file}`;
      return { status: 200, body: media.map(({ id, fileName }) => ({ id, url: url(fileName) })) };
    },
  });

  publicRoute(app, context, {
    method: 'PUT',
    path: '/posts/:id/release-id',
    needs: 'missingReleases',
    work: ({ organisation, request, param }) => {
      const body = ReleaseBody.safeParse(request.body);
      if (!body.success) throw badRequest(['releaseId must be a string']);
      const post = ownPost(store.state, organisation, param('id'));
      if (post?.releaseId !== 'missing') throw new Refusal(INTERNAL_ERROR);
      const { releaseId } = body.data;
      store.record({ type: 'post-written', post: { ...post, releaseId } });
      return { status: 200, body: { id: post.id, releaseId } };
    },
  });
}
