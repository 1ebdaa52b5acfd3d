import { DomainError, profileNotFound } from '@clipcast/kernel';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { KeyRing } from './key-ring.ts';
import { rememberStanding } from './key-standing.ts';
import { isAllowed, rememberPrincipal, type Principal } from './principal.ts';
import { ROUTE_ACCESS, type RouteAccess } from './route-access.decorator.ts';

type ScopedAccess = Extract<RouteAccess, { readonly public: false }>;

/** Denies by default: no key, a key without the route's scope, or a route that declares nothing. */
export class AccessGuard implements CanActivate {
  readonly #reflector = new Reflector();

  constructor(private readonly keys: KeyRing) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.#reflector.getAllAndOverride<RouteAccess | undefined>(ROUTE_ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access?.public === true) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    rememberPrincipal(request, await this.#admit(request, access));
    rememberStanding(request, () => this.#admit(request, access));
    return true;
  }

  /** @throws {DomainError} `unauthenticated`, `forbidden`, `profile_not_found` */
  async #admit(request: FastifyRequest, access: ScopedAccess | undefined): Promise<Principal> {
    const principal = await this.#authenticate(request);
    if (!access || !isAllowed(principal, access.scope)) {
      const needed = access ? ` It needs the scope ${access.scope}.` : '';
      throw new DomainError('forbidden', 'forbidden', `This key may not do this.${needed}`);
    }
    if (access.profile !== 'body') keepToOwnProfile(principal, request);
    return principal;
  }

  async #authenticate(request: FastifyRequest): Promise<Principal> {
    const key = /^Bearer ([\x21-\x7e]+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const principal = key === undefined ? undefined : await this.keys.principalOf(key);
    if (principal) return principal;
    throw new DomainError(
      'unauthenticated',
      'unauthenticated',
      key === undefined
        ? 'Send an access key as "Authorization: Bearer <key>".'
        : 'This access key is not valid. The operator key is the one in CLIPCAST_OPERATOR_KEY; where npm start made it, it is kept in the data directory, keys/operator.key.',
    );
  }
}

/** Another profile answers like one that does not exist; a route that names no profile is the operator's. */
function keepToOwnProfile(principal: Principal, request: FastifyRequest): void {
  if (principal.kind === 'operator') return;
  const { profileId } = request.params as { profileId?: string };
  if (profileId === undefined) {
    throw new DomainError('forbidden', 'forbidden', 'Only an operator key may do this.');
  }
  if (profileId !== principal.profileId) {
    throw profileNotFound();
  }
}
