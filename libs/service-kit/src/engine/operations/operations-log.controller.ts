import type { CommandContext } from '@clipcast/event-store';
import { DomainError } from '@clipcast/kernel';
import { Controller, Post } from '@nestjs/common';
import { z } from 'zod';
import { RequiresScope } from '../../auth/route-access.decorator.ts';
import { Caller } from '../../http/caller.decorator.ts';
import { ZodBody } from '../../http/input.decorators.ts';
import { Operation, ZodResponse } from '../../openapi/operation.decorators.ts';
import { ServiceEngine } from '../service-engine.ts';

const Confirmation = z
  .strictObject({ confirm: z.string().meta({ description: 'The name of the service, such as `billing`.' }) })
  .meta({ id: 'RenewEpoch' });
const RenewedLog = z
  .object({
    epoch: z.string(),
    stream: z.string().meta({ description: 'It was deleted; the relay fills it again.' }),
  })
  .meta({ id: 'RenewedLog' });

/** The log of a service whose database was put back. */
@Controller('ops/v1/log')
@RequiresScope('ops:write')
export class OperationsLogController {
  constructor(private readonly engine: ServiceEngine) {}

  @Post('renew-epoch')
  @Operation({
    summary: 'Begin a new epoch of the log',
    description:
      'After an older state of the database was put back. The JetStream stream is deleted and filled again; policies and ' +
      'read models of other services halt until an operator accepts the log for them, or rebuilds them.',
    tags: ['operations'],
  })
  @ZodResponse(200, RenewedLog, 'The new epoch.')
  renew(
    @ZodBody(Confirmation) { confirm }: z.output<typeof Confirmation>,
    @Caller() context: CommandContext,
  ) {
    const { service } = this.engine.store;
    if (confirm !== service) {
      const text = `Confirm with the name of the service: "${service}".`;
      const errors = [{ pointer: '/confirm', detail: text }];
      throw new DomainError('invalid_request', 'invalid', text, { errors });
    }
    return this.engine.operatorAnswers.once(context, async () => ({ ...(await this.engine.renewLog()) }));
  }
}
