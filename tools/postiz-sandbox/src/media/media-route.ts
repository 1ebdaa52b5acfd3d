import { createReadStream } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import type { SandboxContext } from '../sandbox-context.ts';
import { byteRange } from './byte-range.ts';

const TYPES: Readonly<Record<string, string>> = {
  mp4: 'video/mp4',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
};

/** Serves uploads, in ranges where asked, so that a player can seek. They need no key, as in Postiz. */
export function registerMediaRoute(app: FastifyInstance, context: SandboxContext): void {
  app.get<{ Params: { file: string } }>('/sandbox/media/:file', async ({ params, headers }, reply) => {
    // The state knows every stored name, so nothing of the address reaches the file system unchecked.
    const known = context.store.state.media.get(params.file);
    const found = known && (await context.media.find(known.fileName));
    if (!found) return reply.code(404).send({ error: 'No such media' });
    const range = byteRange(headers.range, found.bytes);
    reply.headers({
      'Accept-Ranges': 'bytes',
      'Cache-Control': 'private, max-age=3600',
      // 2.11 stores whatever it is given, web pages included: they must not run in the sandbox's own origin.
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
    });
    if (range === 'unsatisfiable')
      return reply.code(416).header('Content-Range', `bytes */${found.bytes}`).send();
    const { start, end } = range ?? { start: 0, end: found.bytes - 1 };
    if (range) reply.code(206).header('Content-Range', `bytes ${start}-${end}/${found.bytes}`);
    reply.type(
      TYPES[params.file.slice(params.file.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream',
    );
    reply.header('Content-Length', end - start + 1);
    return found.bytes === 0 ? reply.send('') : reply.send(createReadStream(found.path, { start, end }));
  });
}
