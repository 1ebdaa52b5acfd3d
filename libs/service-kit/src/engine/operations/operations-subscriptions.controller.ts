import type { CommandContext } from '@clipcast/event-store';
import { Controller, Get, Post } from '@nestjs/common';
import { z } from 'zod';
import { RequiresScope } from '../../auth/route-access.decorator.ts';
import { Caller } from '../../http/caller.decorator.ts';
import { ZodBody, ZodParams } from '../../http/input.decorators.ts';
import { Operation, ZodResponse } from '../../openapi/operation.decorators.ts';
import { ServiceEngine } from '../service-engine.ts';

const SubscriptionState = z
  .object({
    name: z.string(),
    source: z.string().meta({ description: 'The service whose facts it follows.' }),
    kind: z.enum(['projection', 'policy']),
    position: z.string().meta({ description: 'The last fact that is done with.' }),
    head: z
      .string()
      .nullable()
      .meta({ description: "Where the source's log ends; null while its service cannot be asked." }),
    lag: z.string().nullable().meta({ description: 'Facts still to come.' }),
    status: z
      .string()
      .meta({ description: '`running`, `waiting` (passes by itself) or `halted` (needs a person).' }),
    reason: z.string().nullable(),
    parkedStreams: z.int().meta({ description: 'Streams that wait for their dead letters to be settled.' }),
    updatedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'SubscriptionState' });

const SubscriptionParams = z.strictObject({ name: z.string().min(1).max(100) });
const AcceptLog = z
  .strictObject({
    from: z.enum(['head', 'start']).meta({
      description: '`head` skips what the log holds already; with `start` it comes from the first fact on.',
    }),
  })
  .meta({ id: 'AcceptLog' });
const AcceptedLog = z
  .object({ name: z.string(), source: z.string(), position: z.string(), epoch: z.string() })
  .meta({ id: 'AcceptedLog' });

/** Everything of a service that follows a log, its own or another's. */
@Controller('ops/v1/subscriptions')
@RequiresScope('ops:read')
export class OperationsSubscriptionsController {
  constructor(private readonly engine: ServiceEngine) {}

  @Get()
  @Operation({ summary: 'Show how far projections and policies are', tags: ['operations'] })
  @ZodResponse(200, z.object({ items: z.array(SubscriptionState) }), 'One entry each, by name.')
  async list() {
    const states = await this.engine.subscriptionOverview();
    return {
      items: states.map((state) => ({
        ...state,
        position: String(state.position),
        head: state.head === null ? null : String(state.head),
        lag: state.lag === null ? null : String(state.lag),
        updatedAt: state.updatedAt?.toISOString() ?? null,
      })),
    };
  }
  @Post(':name/accept-log')
  @RequiresScope('ops:write')
  @Operation({
    summary: 'Let a halted policy go on with a log that was replaced',
    description:
      "Only for a policy that halted because its source's database was put back. Commands of facts that come again are " +
      'found carried out. A projection is rebuilt instead.',
    tags: ['operations'],
  })
  @ZodResponse(200, AcceptedLog, 'From where it goes on, by itself.')
  acceptLog(
    @ZodParams(SubscriptionParams) { name }: z.output<typeof SubscriptionParams>,
    @ZodBody(AcceptLog) { from }: z.output<typeof AcceptLog>,
    @Caller() context: CommandContext,
  ) {
    return this.engine.operatorAnswers.once(context, async () => {
      const accepted = await this.engine.logAcceptance.accept(name, from);
      return { ...accepted, position: String(accepted.position) };
    });
  }
}
