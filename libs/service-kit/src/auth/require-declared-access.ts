import type { ServedRoute } from '../http/served-routes.ts';

/**
 * Stops the start of a service that has a route about whose callers nobody decided.
 * @throws {Error} naming each such route.
 */
export function requireDeclaredAccess(routes: readonly ServedRoute[]): void {
  const undeclared = routes.filter((route) => route.access === undefined);
  if (undeclared.length === 0) return;
  const names = undeclared.map(
    (route) => `${route.method} ${route.path} (${route.controller}.${route.handlerName})`,
  );
  throw new Error(`Routes without @RequiresScope: ${names.join(', ')}`);
}
