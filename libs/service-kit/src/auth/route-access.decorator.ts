import { SetMetadata } from '@nestjs/common';
import type { Scope } from './scope.ts';

/** Who may call a route: anybody, or holders of a scope. */
export type RouteAccess =
  | { readonly public: true }
  | { readonly public: false; readonly scope: Scope; readonly profile?: ProfileNamedIn };

/** Where a route says whose data it is about. In the body: the route itself then keeps a profile's key to its own. */
export type ProfileNamedIn = 'path' | 'body';

export const ROUTE_ACCESS = 'clipcast:route-access';

/** The scope a caller needs. On a class it holds for all its routes; on a method it wins. */
export const RequiresScope = (scope: Scope, profile: ProfileNamedIn = 'path') =>
  SetMetadata<string, RouteAccess>(ROUTE_ACCESS, { public: false, scope, profile });

/** Open to anybody: health, the API document and its page. The package does not export it, so nothing else can be. */
export const PublicRoute = () => SetMetadata<string, RouteAccess>(ROUTE_ACCESS, { public: true });
