import type { FastifyInstance } from 'fastify';
import { acceptLargeBatches } from './costs/report-costs/large-batches.adapter.ts';
import { acceptCloudEvents } from './costs/report-costs/cloud-event-bodies.adapter.ts';

/** What this service's routes need of Fastify beyond what every service has. */
export function configureFastify(fastify: FastifyInstance): void {
  acceptCloudEvents(fastify);
  acceptLargeBatches(fastify);
}
