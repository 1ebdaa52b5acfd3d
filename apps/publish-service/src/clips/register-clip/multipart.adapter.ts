import multipart from '@fastify/multipart';
import type { FastifyInstance } from 'fastify';
import { CLIP_BYTES_MAX } from '../../media/measured-video.ts';

/** Lets Fastify take uploads. The stream itself counts the bytes of the file; one byte more here is its to refuse. */
export async function acceptUploads(fastify: FastifyInstance): Promise<void> {
  await fastify.register(multipart, {
    throwFileSizeLimit: false,
    limits: {
      fileSize: CLIP_BYTES_MAX + 1,
      files: 2,
      fields: 10,
      fieldSize: 10_000,
      parts: 12,
      headerPairs: 50,
    },
  });
}
