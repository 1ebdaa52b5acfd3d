import type { FastifyInstance } from 'fastify';
import { acceptUploads } from './clips/register-clip/multipart.adapter.ts';
import { acceptLargeBatches } from './publications/request-batch/large-batches.adapter.ts';

/** What this service's routes need of Fastify beyond what every service has. */
export async function configureFastify(fastify: FastifyInstance): Promise<void> {
  await acceptUploads(fastify);
  acceptLargeBatches(fastify);
}
