import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { SandboxContext } from '../sandbox-context.ts';
import { judgedPost } from './judge.ts';
import { parse, refused } from './parse-control.ts';

const PostsQuery = z.strictObject({ organisation: z.string().optional() });
const RequestsQuery = PostsQuery.extend({ since: z.iso.datetime({ offset: true }).optional() });

/** What the independent judge saw: what became of every post, and every request. */
export function registerJudge(app: FastifyInstance, { store, requests }: SandboxContext): void {
  const known = (organisation: string | undefined): void => {
    if (organisation !== undefined && !store.state.organisations.has(organisation))
      throw refused(404, `There is no organisation named ${organisation}`);
  };

  app.get('/sandbox/posts', (request, reply) => {
    const { organisation } = parse(PostsQuery, request.query);
    known(organisation);
    const posts = [...store.state.posts.values()].filter(
      (post) => organisation === undefined || post.organisation === organisation,
    );
    return reply.send({ items: posts.map((post) => judgedPost(store.state, post)) });
  });

  app.get('/sandbox/requests', async (request) => {
    const { organisation, since } = parse(RequestsQuery, request.query);
    known(organisation);
    const sinceMs = since === undefined ? undefined : Date.parse(since);
    return { items: await requests.read({ organisation, sinceMs }) };
  });
}
