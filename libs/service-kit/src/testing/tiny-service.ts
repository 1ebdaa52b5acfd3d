import {
  Controller,
  Get,
  Inject,
  Module,
  Param,
  Patch,
  Post,
  Put,
  Res,
  Sse,
  type OnApplicationShutdown,
} from '@nestjs/common';
import {
  DomainError,
  prefixedIdPattern,
  systemRuntime,
  type ErrorKind,
  type Runtime,
} from '@clipcast/kernel';
import type { FastifyReply } from 'fastify';
import { concat, NEVER, of, type Observable } from 'rxjs';
import { z } from 'zod';
import {
  Caller,
  CurrentPrincipal,
  decodeCursor,
  HealthChecks,
  IfMatch,
  Operation,
  pageOf,
  pageQuery,
  pageSchema,
  RequiresScope,
  RUNTIME,
  setEntityTag,
  ZodBody,
  ZodParams,
  ZodQuery,
  ZodResponse,
  type CommandContext,
  type Page,
  type Principal,
} from '../index.ts';

const ProfileParams = z.strictObject({ profileId: z.string().regex(prefixedIdPattern('prf')) });
const Note = z.object({ id: z.int(), text: z.string() }).meta({ id: 'Note' });
const NewNote = z
  .strictObject({
    text: z.string().min(1),
    colour: z.enum(['red', 'blue']).default('red'),
    place: z.strictObject({ x: z.number() }).optional(),
  })
  .meta({ id: 'NewNote' });

/** Every kind of route the kit knows, small. */
@Controller('profiles/:profileId/notes')
@RequiresScope('profile:read')
export class NotesController {
  @Post()
  @RequiresScope('profile:write')
  @Operation({ summary: 'Write a note' })
  @ZodResponse(202, Note, 'It was written.')
  write(
    @ZodParams(ProfileParams) _params: z.output<typeof ProfileParams>,
    @ZodBody(NewNote) body: z.output<typeof NewNote>,
    @Caller() context: CommandContext,
  ) {
    return { id: 1, text: body.text, colour: body.colour, context };
  }

  @Get()
  @ZodResponse(200, pageSchema(Note), 'A page.')
  list(@ZodQuery(pageQuery) { limit, cursor }: z.output<typeof pageQuery>): Page<z.output<typeof Note>> {
    const after = decodeCursor(cursor, z.int()) ?? 0;
    const items = [1, 2, 3].filter((id) => id > after).map((id) => ({ id, text: `note ${id}` }));
    return pageOf(items.slice(0, limit + 1), limit, ({ id }) => id);
  }

  @Put(':noteId')
  @ZodResponse(200, undefined, 'Changed.')
  change(@IfMatch() expected: number | undefined, @Res({ passthrough: true }) reply: FastifyReply) {
    setEntityTag(reply, (expected ?? 0) + 1);
    return { expected: expected ?? null };
  }

  @Patch('me')
  who(@CurrentPrincipal() principal: Principal) {
    return principal;
  }
}

const errors: Readonly<Record<string, () => Error>> = {
  internal: () => new Error('inner text of the database at 10.0.0.1'),
  refused: () => Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
  shutdown: () => Object.assign(new Error('terminating'), { code: '57P01' }),
  connection: () => Object.assign(new Error('lost'), { code: '08006' }),
  terminated: () => new Error('query failed', { cause: new Error('Connection terminated unexpectedly') }),
  quota: () => new DomainError('quota_exceeded', 'over_quota', 'Too dear.', { limit: 5n, status: 200 }),
  busy: () => new DomainError('busy', 'conflict', 'Wait.', { retryable: true, retryAfterSeconds: 3 }),
};

/** Fails in the way it is asked to. */
@Controller('failures')
@RequiresScope('ops:read')
export class FailuresController {
  @Get(':how')
  fail(@Param('how') how: string): never {
    throw errors[how]?.() ?? new DomainError(`some_${how}`, how as ErrorKind, 'As asked.');
  }
}

/** A custom method: its whole path stands in one decorator, because Nest puts a slash between two. */
@Controller()
@RequiresScope('profile:write')
export class WriteNotesController {
  @Post('profiles/:profileId/notes::batch')
  @ZodResponse(200, undefined, 'All written.')
  batch() {
    return { batch: true };
  }
}

/** Takes its time, so that a request can be in flight. */
@Controller('ops/v1/slow')
@RequiresScope('ops:write')
export class SlowController {
  constructor(@Inject(RUNTIME) private readonly runtime: Runtime) {}

  /** A stream that only its client, or the end of the service, ends. */
  @Sse('stream')
  stream(): Observable<{ data: string }> {
    return concat(of({ data: 'first' }), NEVER);
  }

  @Get()
  async slow() {
    await this.runtime.timers.sleep(400);
    return { slow: true };
  }
}

/** Says, on standard error, that its shutdown hook ran. */
@Module({ controllers: [NotesController, WriteNotesController, FailuresController, SlowController] })
export class TinyModule implements OnApplicationShutdown {
  constructor(private readonly health: HealthChecks) {}

  onModuleInit(): void {
    this.health.register('database', { required: true, check: () => Promise.resolve(down.get('database')) });
    this.health.register('nats', { required: false, check: () => Promise.resolve(down.get('nats')) });
  }

  onApplicationShutdown(): void {
    process.stderr.write('pools closed\n');
  }
}

/** What is down, and why. */
export const down = new Map<string, string>();

export const tinyRuntime = systemRuntime;
