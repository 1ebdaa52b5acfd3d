import { createHash } from 'node:crypto';
import type { CommandContext } from '@clipcast/event-store';
import { derivedId, type Uuid } from '@clipcast/kernel';
import type { FastifyRequest } from 'fastify';
import { principalOf } from '../auth/principal.ts';
import { canonicalJson } from './canonical-json.ts';
import { idempotencyKeyOf } from './idempotency-key.ts';

/** Commands that belong to no profile yet are unique among themselves. */
const NO_PROFILE: Uuid = '00000000-0000-0000-0000-000000000000';

/**
 * The context of a request.
 * @throws {DomainError} `idempotency_key_invalid`
 */
export function commandContextOf(request: FastifyRequest): CommandContext {
  const key = idempotencyKeyOf(request.headers['idempotency-key']);
  const context = { actor: principalOf(request).actor, correlationId: request.id };
  if (key === undefined) return context;
  const route = request.routeOptions.url ?? request.url;
  const { profileId } = request.params as { profileId?: string };
  const commandId = derivedId('http', profileId ?? 'operator', `${request.method} ${route}`, key);
  const scope = profileId === undefined ? { scope: NO_PROFILE } : {};
  return { ...context, idempotency: { commandId, ...scope, fingerprint: fingerprintOf(request, route) } };
}

/** The body of an upload is a stream; its `Content-Digest` stands for it. */
function fingerprintOf(request: FastifyRequest, route: string): string {
  const asked = canonicalJson({
    method: request.method,
    route,
    params: request.params,
    query: request.query,
    body: request.body,
    contentDigest: request.headers['content-digest'],
  });
  return createHash('sha256').update(asked).digest('hex');
}
