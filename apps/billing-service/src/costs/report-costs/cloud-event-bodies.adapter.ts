import type { FastifyInstance } from 'fastify';
import { BATCH, STRUCTURED } from './cloud-event.ts';

/** Lets Fastify parse CloudEvents as the JSON they are, and refuse what would reach into prototypes. */
export function acceptCloudEvents(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.addContentTypeParser([STRUCTURED, BATCH], { parseAs: 'string' }, (request, body, done) => {
    void parse(request, String(body), done);
  });
}
