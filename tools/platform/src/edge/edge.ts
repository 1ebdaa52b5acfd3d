import type { IncomingHttpHeaders } from 'node:http';
import httpProxy from '@fastify/http-proxy';
import fastify, { type FastifyInstance } from 'fastify';
import { httpStatus } from '../supervision/http-status.ts';
import { landingPage } from './landing-page.ts';
import { sendProblem } from './problem.ts';

/** A service behind the edge: `/api/<name>/…` goes to `upstream` without that prefix. */
export interface EdgeRoute {
  readonly name: string;
  readonly upstream: string;
}

/** What stands behind the edge. */
export interface EdgeOptions {
  readonly routes: readonly EdgeRoute[];
  readonly sandboxUrl: string;
}

/** An upload of any size flows through; how large one may be is the service's decision. */
const NO_LIMIT = Number.MAX_SAFE_INTEGER;

/**
 * `Expect: 100-continue`, which curl sends before a large upload, was answered by our own HTTP server already and is a
 * word between two neighbours only; the client that goes on to the service would refuse to send it.
 */
const forwardedHeaders = (headers: IncomingHttpHeaders, prefix: string): IncomingHttpHeaders => {
  const { expect: _answered, ...others } = headers;
  return { ...others, 'x-forwarded-prefix': prefix };
};

const forward = (app: FastifyInstance, { name, upstream }: EdgeRoute): void => {
  const prefix = `/api/${name}`;
  void app.register(httpProxy, {
    upstream,
    prefix,
    // Services know the prefix (CLIPCAST_PUBLIC_PATH) and put it into their links themselves.
    internalRewriteLocationHeader: false,
    // A publication's events stay open for hours, and a large upload may take long before it is answered.
    undici: { connections: 256, pipelining: 1, headersTimeout: 0, bodyTimeout: 0 },
    replyOptions: {
      rewriteRequestHeaders: (_, headers) => forwardedHeaders(headers, prefix),
      // What a service answers is the client's to know, also its 503: nothing is tried again in between.
      retryDelay: () => null,
      onError: (reply) => {
        const detail = `${name}-service does not answer right now. Try again in a moment.`;
        sendProblem(reply, 503, 'service_unavailable', detail);
      },
    },
  });
};

/** The one door to the platform: the services under `/api/<name>`, and a page that shows where everything is. */
export function edge({ routes, sandboxUrl }: EdgeOptions): FastifyInstance {
  const app = fastify({
    logger: false,
    bodyLimit: NO_LIMIT,
    requestTimeout: 0,
    // Open event streams must not keep the platform from stopping.
    forceCloseConnections: true,
  });
  routes.forEach((route) => forward(app, route));
  app.get('/', async (_, reply) => {
    const health = await Promise.all(
      routes.map(async ({ name, upstream }) => ({
        name,
        ready: (await httpStatus(`${upstream}/readyz`)) === 200,
      })),
    );
    return reply
      .header('cache-control', 'no-store')
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
      .type('text/html; charset=utf-8')
      .send(landingPage(health, sandboxUrl));
  });
  app.setNotFoundHandler((request, reply) => {
    sendProblem(
      reply,
      404,
      'route_not_found',
      `Nothing is served at ${request.method} ${request.url.split('?', 1)[0]}.`,
    );
  });
  return app;
}
