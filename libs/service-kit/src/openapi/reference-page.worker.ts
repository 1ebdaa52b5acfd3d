import { parentPort } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import reference from '@scalar/fastify-api-reference';
import fastify from 'fastify';

const instance = fastify();
await instance.register(reference, {
  routePrefix: '/docs',
  configuration: {
    // Both are relative to `/docs`, so that they also hold behind the edge, under another path.
    url: 'openapi.json',
    cdn: 'docs/scalar.js',
    withDefaultFonts: false,
    telemetry: false,
    hideClientButton: true,
  },
});
const html = (await instance.inject('/docs/')).payload;
const scriptGzip = gzipSync((await instance.inject('/docs/js/scalar.js')).payload);
parentPort?.postMessage({ html, scriptGzip });
