import { listDeadLetters } from '@clipcast/messaging';
import { Controller, Get } from '@nestjs/common';
import { z } from 'zod';
import { RequiresScope } from '../auth/route-access.decorator.ts';
import { Operation, ZodResponse } from '../openapi/operation.decorators.ts';
import { ServiceEngine } from './service-engine.ts';

const DEAD_LETTERS_MAX = 200;

const Progress = z
  .object({
    name: z.string(),
    source: z.string().meta({ description: 'Whose facts it follows.' }),
    position: z.string().meta({ description: 'The last fact that is done with.' }),
    lag: z
      .string()
      .nullable()
      .meta({ description: 'Facts still to come; null where another service owns the log.' }),
    status: z.string(),
    error: z.string().nullable(),
    updatedAt: z.string(),
  })
  .meta({ id: 'WorkerProgress' });
const RelayState = z.object({
  head: z.string().meta({ description: 'The number of the last public fact.' }),
  published: z
    .string()
    .nullable()
    .meta({ description: 'The last one published by this replica; null on a standby.' }),
  lag: z.string().nullable(),
});
const DeadLetter = z.object({
  id: z.string(),
  subscription: z.string(),
  source: z.string(),
  number: z.string(),
  profileId: z.string(),
  streamId: z.string(),
  error: z.string(),
  attempts: z.int(),
  status: z.string(),
  recordedAt: z.string(),
});

/** What an operator asks a service at night: how far it is, and what it has set aside. */
@Controller('ops/v1')
@RequiresScope('ops:read')
export class OperationsController {
  constructor(private readonly engine: ServiceEngine) {}

  @Get('projections')
  @Operation({ summary: 'Show how far the read models are', tags: ['operations'] })
  @ZodResponse(200, z.object({ items: z.array(Progress) }), 'One entry per projection.')
  async projections() {
    const { position } = await this.engine.store.head();
    return { items: await this.#progress((source) => source === this.engine.store.service, position) };
  }

  @Get('subscriptions')
  @Operation({ summary: 'Show how far other services are followed', tags: ['operations'] })
  @ZodResponse(200, z.object({ items: z.array(Progress) }), 'One entry per subscription.')
  async subscriptions() {
    return { items: await this.#progress((source) => source !== this.engine.store.service, null) };
  }

  @Get('relay')
  @Operation({ summary: 'Show how far the log is published', tags: ['operations'] })
  @ZodResponse(200, RelayState, 'The relay of this replica.')
  async relay() {
    const { publicNumber } = await this.engine.store.head();
    const published = this.engine.relay.lastNumber;
    return {
      head: String(publicNumber),
      published: published === undefined ? null : String(published),
      lag: published === undefined ? null : String(publicNumber - published),
    };
  }

  @Get('dead-letters')
  @Operation({ summary: 'List what was set aside', tags: ['operations'] })
  @ZodResponse(200, z.object({ items: z.array(DeadLetter) }), 'The newest first.')
  async deadLetters() {
    return { items: await listDeadLetters(this.engine.database.db, DEAD_LETTERS_MAX) };
  }

  async #progress(
    wanted: (source: string) => boolean,
    head: bigint | null,
  ): Promise<z.output<typeof Progress>[]> {
    const rows = await this.engine.database.db
      .selectFrom('subscriptions')
      .selectAll()
      .orderBy('name')
      .execute();
    return rows
      .filter(({ source }) => wanted(source))
      .map(({ name, source, position, status, error, updated_at: updatedAt }) => ({
        name,
        source,
        position: String(position),
        lag: head === null ? null : String(head - position),
        status,
        error,
        updatedAt: updatedAt.toISOString(),
      }));
  }
}
