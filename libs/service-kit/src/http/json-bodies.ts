import type { FastifyInstance } from 'fastify';

/**
 * Takes JSON bodies, and nothing at all for one: clients set the content type once and for all, also where there is
 * nothing to send. Whether a body is needed is the route's to say. What would reach into prototypes is refused.
 */
export function acceptJsonBodies(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeContentTypeParser(['text/plain', 'application/json']);
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    // It answers through `done`; the promise of its type is for parsers that are async.
    else void parse(request, String(body), done);
  });
}
