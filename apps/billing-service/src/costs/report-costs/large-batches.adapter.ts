import type { FastifyInstance } from 'fastify';

/** A thousand costs, each with a long source. */
const BODY_BYTES_MAX = 4 * 1024 * 1024;
const BATCHES = /\/(?:costs|events)$/;

/** Lets the bodies that hold many costs be larger than those of other requests. */
export function acceptLargeBatches(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    if (BATCHES.test(route.url)) route.bodyLimit = BODY_BYTES_MAX;
  });
}
