import { Controller, Get } from '@nestjs/common';
import { z } from 'zod';
import { RequiresScope } from '../../auth/route-access.decorator.ts';
import { Operation, ZodResponse } from '../../openapi/operation.decorators.ts';
import { ServiceEngine } from '../service-engine.ts';

const RelayState = z
  .object({
    head: z.string().meta({ description: 'The number of the last public fact in the log.' }),
    published: z.string().nullable().meta({
      description:
        "The number of the stream's last event; null while it cannot be asked or holds another log's events.",
    }),
    lag: z.string().nullable().meta({ description: 'Public facts that are not in the stream.' }),
    leading: z.boolean().meta({ description: 'Whether this replica publishes.' }),
    trouble: z.string().nullable().meta({ description: 'What keeps this replica from publishing.' }),
  })
  .meta({ id: 'RelayState' });

/** The way of a service's public facts to its stream. */
@Controller('ops/v1/relay')
@RequiresScope('ops:read')
export class OperationsRelayController {
  constructor(private readonly engine: ServiceEngine) {}

  @Get()
  @Operation({
    summary: 'Show how far the log is published',
    description: 'Exact from any replica, as of at most a second ago.',
    tags: ['operations'],
  })
  @ZodResponse(200, RelayState, 'Where log and stream end.')
  async show() {
    const { head, published, lag, leading, trouble } = await this.engine.relay.progress();
    return {
      head: String(head),
      published: published === undefined ? null : String(published),
      lag: lag === undefined ? null : String(lag),
      leading,
      trouble: trouble ?? null,
    };
  }
}
