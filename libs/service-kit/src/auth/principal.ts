import { DomainError, type ProfileId } from '@clipcast/kernel';
import type { FastifyRequest } from 'fastify';
import type { Scope } from './scope.ts';

/** Who calls. An operator sees every profile; a profile's key sees only its own. */
export type Principal = OperatorPrincipal | ProfilePrincipal;

export interface OperatorPrincipal {
  readonly kind: 'operator';
  /** Who is written into the history, for example `operator:bootstrap` or `key:key_…`. */
  readonly actor: string;
  readonly scopes: 'all' | readonly Scope[];
}

export interface ProfilePrincipal {
  readonly kind: 'profile';
  readonly actor: string;
  readonly profileId: ProfileId;
  readonly scopes: 'all' | readonly Scope[];
}

const principals = new WeakMap<FastifyRequest, Principal>();

export const rememberPrincipal = (request: FastifyRequest, principal: Principal): void => {
  principals.set(request, principal);
};

/**
 * The caller of this request, as the guard recognised it.
 * @throws {DomainError} `unauthenticated` on a public route, where nobody was asked for a key.
 */
export function principalOf(request: FastifyRequest): Principal {
  const principal = principals.get(request);
  if (!principal) throw new DomainError('unauthenticated', 'unauthenticated', 'This needs an access key.');
  return principal;
}

export const isAllowed = (principal: Principal, scope: Scope): boolean =>
  principal.scopes === 'all' || principal.scopes.includes(scope);
