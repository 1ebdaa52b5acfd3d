import type { FastifyInstance } from 'fastify';

/** 500 items with long captions and settings; one publication alone has far less room. */
const BODY_BYTES_MAX = 8 * 1024 * 1024;
const BATCH = /\/publications::batch$/;

/** Lets the body of a batch be larger than that of other requests. */
export function acceptLargeBatches(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    if (BATCH.test(route.url)) route.bodyLimit = BODY_BYTES_MAX;
  });
}
