import { DomainError } from '@clipcast/kernel';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { ServiceEngine } from './service-engine.ts';

/** Until the schema is up to date, everything that needs the database is refused; the probes and documents are not. */
export class SchemaReadyGuard implements CanActivate {
  constructor(private readonly engine: Pick<ServiceEngine, 'isMigrated'>) {}

  canActivate(context: ExecutionContext): boolean {
    const { url } = context.switchToHttp().getRequest<FastifyRequest>();
    if (this.engine.isMigrated || !/^\/(v1|ops)\//.test(url)) return true;
    throw new DomainError(
      'starting',
      'unavailable',
      'The service is starting: its database is not ready yet. Try again in a moment.',
    );
  }
}
