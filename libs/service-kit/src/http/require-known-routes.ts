import type { FastifyInstance } from 'fastify';
import type { ServedRoute } from './served-routes.ts';

/**
 * Watches which routes Fastify really gets, from now on. The function it returns compares them with those the checks
 * and the API document know, in both directions.
 */
export function watchRoutes(fastify: FastifyInstance): (known: readonly ServedRoute[]) => void {
  const served = new Set<string>();
  fastify.addHook('onRoute', ({ method, url }) => {
    // Fastify adds a HEAD route beside each GET; it has the same handler and the same guard.
    for (const one of [method].flat()) if (one !== 'HEAD') served.add(`${one} ${url}`);
  });
  return (known) => {
    const named = new Set(known.map(({ method, path }) => `${method} ${path}`));
    const unknown = [...served].filter((route) => !named.has(route));
    const missing = [...named].filter((route) => !served.has(route));
    if (unknown.length === 0 && missing.length === 0) return;
    const parts = [
      ...unknown.map((route) => `${route} is served without a controller, so without an access check`),
      ...missing.map((route) => `${route} is declared but not served`),
    ];
    throw new Error(`The routes do not match their declarations: ${parts.join('; ')}`);
  };
}
