import type { CommandContext } from '@clipcast/event-store';
import { DomainError } from '@clipcast/kernel';
import { Controller, Get, Post } from '@nestjs/common';
import { z } from 'zod';
import { RequiresScope } from '../../auth/route-access.decorator.ts';
import { Caller } from '../../http/caller.decorator.ts';
import { ZodBody, ZodParams, ZodQuery } from '../../http/input.decorators.ts';
import { pageQuery, pageSchema } from '../../http/page.ts';
import { Operation, ZodResponse } from '../../openapi/operation.decorators.ts';
import { ServiceEngine } from '../service-engine.ts';
import {
  DeadLetter,
  DeadLetterWithEvent,
  DiscardReport,
  letterStatuses,
  ReplayReport,
} from './dead-letter-answers.ts';
import { letterScopeFields, letterScopeOf } from './letter-scope.ts';

const tags = ['operations'];
const reason = z.string().trim().min(1).max(500).meta({ description: 'Kept with the letters.' });

const LettersQuery = z.strictObject({
  ...pageQuery.shape,
  subscription: z.string().max(100).optional(),
  status: z.enum(letterStatuses).optional(),
});
const LetterParams = z.strictObject({ id: z.uuid() });
const Replay = z
  .strictObject({ ...letterScopeFields, reason: reason.default('replayed') })
  .meta({ id: 'ReplayDeadLetters' });
const Discard = z.strictObject({ ...letterScopeFields, reason }).meta({ id: 'DiscardDeadLetters' });

/** What a service has set aside, and what becomes of it. */
@Controller('ops/v1/dead-letters')
@RequiresScope('ops:write')
export class OperationsDeadLettersController {
  constructor(private readonly engine: ServiceEngine) {}

  @Get()
  @RequiresScope('ops:read')
  @Operation({ summary: 'List what was set aside', tags })
  @ZodResponse(200, pageSchema(DeadLetter), 'The newest first.')
  list(@ZodQuery(LettersQuery) query: z.output<typeof LettersQuery>) {
    return this.engine.deadLetters.list(query);
  }

  @Get(':id')
  @RequiresScope('ops:read')
  @Operation({
    summary: 'Show a dead letter with its event',
    description: 'Sealed secrets stay sealed.',
    tags,
  })
  @ZodResponse(200, DeadLetterWithEvent, 'The event as it came.')
  show(@ZodParams(LetterParams) { id }: z.output<typeof LetterParams>) {
    return this.engine.deadLetters.show(id);
  }

  @Post('replay')
  @Operation({
    summary: 'Handle dead letters again',
    description:
      'In the order of their streams; a stream stops at the letter that fails again, and keeps what comes after it. A ' +
      'halted subscription goes on when its letter was replayed.',
    tags,
  })
  @ZodResponse(200, ReplayReport, 'What was handled, and where it failed again.')
  replay(@ZodBody(Replay) body: z.output<typeof Replay>, @Caller() context: CommandContext) {
    const scope = letterScopeOf(body);
    if ('subscription' in scope) this.#refuseUnknown(scope.subscription);
    return this.engine.operatorAnswers.once(context, async () => {
      const settlement = { by: context.actor, reason: body.reason };
      const { replayed, failed } = await this.engine.deadLetters.replay(scope, settlement);
      return { replayed, failed: failed.map((letter) => ({ ...letter })) };
    });
  }

  @Post('discard')
  @Operation({
    summary: 'Give dead letters up',
    description:
      'They are kept as history. What comes after them in their streams can be replayed then, or is handled as it comes.',
    tags,
  })
  @ZodResponse(200, DiscardReport, 'How many were given up.')
  discard(@ZodBody(Discard) body: z.output<typeof Discard>, @Caller() context: CommandContext) {
    const scope = letterScopeOf(body);
    return this.engine.operatorAnswers.once(context, async () => {
      const settlement = { by: context.actor, reason: body.reason };
      const { discarded } = await this.engine.deadLetters.discard(scope, settlement);
      return { discarded };
    });
  }

  #refuseUnknown(subscription: string): void {
    const known = this.engine.followers.filter(({ source }) => source !== this.engine.store.service);
    if (known.some(({ name }) => name === subscription)) return;
    const names = known.map(({ name }) => name).join(', ');
    throw new DomainError(
      'subscription_not_found',
      'not_found',
      `This release has no subscription ${subscription}. There are: ${names || 'none'}.`,
    );
  }
}
