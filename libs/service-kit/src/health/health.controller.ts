import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { PublicRoute } from '../auth/route-access.decorator.ts';
import { Operation, ZodResponse } from '../openapi/operation.decorators.ts';
import { HealthChecks, type HealthReport } from './health-checks.ts';

const alive = z.object({ status: z.literal('alive') });
const report = z
  .object({
    status: z.enum(['ready', 'degraded', 'unavailable', 'stopping']),
    checks: z.record(
      z.string(),
      z.object({ status: z.enum(['ok', 'failing']), required: z.boolean(), reason: z.string().optional() }),
    ),
  })
  .meta({ id: 'HealthReport' });

/** What orchestrators ask. */
@Controller()
@PublicRoute()
export class HealthController {
  constructor(private readonly health: HealthChecks) {}

  /** Asks nothing of anybody: a service whose database is away must not be restarted for it. */
  @Get('livez')
  @Operation({ summary: 'Is the process alive?', tags: ['health'] })
  @ZodResponse(200, alive, 'It is.')
  live(): z.output<typeof alive> {
    return { status: 'alive' };
  }

  @Get('readyz')
  @Operation({ summary: 'Can the service take requests?', tags: ['health'] })
  @ZodResponse(503, report, 'It cannot: something it requires is failing, or it is stopping.')
  @ZodResponse(200, report, 'It can, with all it leans on (ready) or without some of it (degraded).')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthReport> {
    const found = await this.health.report();
    if (found.status === 'unavailable' || found.status === 'stopping') void reply.status(503);
    return found;
  }

  @Get('startupz')
  @Operation({ summary: 'Has the service started?', tags: ['health'] })
  @ZodResponse(503, report, 'Not yet.')
  @ZodResponse(200, report, 'It has.')
  async startup(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthReport> {
    if (!this.health.hasStarted) void reply.status(503);
    return this.health.report();
  }
}
