import { instantSchema, profileIdSchema, reRatingIdSchema } from '@clipcast/contracts';
import {
  Caller,
  Operation,
  RequiresScope,
  ZodBody,
  ZodResponse,
  type CommandContext,
} from '@clipcast/service-kit';
import { Controller, Post, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ReRatingView } from '../re-rating-view.ts';
import { DryRunReRating, ViewReRating } from '../view-re-rating/view-re-rating.ts';
import { BeginReRating } from './begin-re-rating.ts';

const instant = instantSchema.transform((text) => new Date(text).toISOString());

const NewReRating = z
  .strictObject({
    id: reRatingIdSchema.optional().meta({
      description: 'Of your own making: the same id again is the same re-rating. `rrt_` and a UUID.',
    }),
    from: instant.meta({ description: 'Entries incurred at this instant or later.' }),
    to: instant.meta({ description: 'Entries incurred before this instant.' }),
    profileIds: z.array(profileIdSchema).min(1).max(1_000).optional(),
    provider: z.string().min(1).optional(),
    model: z.string().min(1).optional(),
    dryRun: z.boolean().meta({ description: '`true` only says what would change.' }),
  })
  // What is no instant at all is told by itself.
  .refine(({ from, to }) => !(Date.parse(from) >= Date.parse(to)), {
    path: ['to'],
    message: 'must be after "from"',
  })
  .meta({ id: 'NewReRating' });

@Controller('re-ratings')
export class BeginReRatingController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @RequiresScope('billing:write')
  @Operation({
    summary: 'Rate costs anew',
    description:
      'By the prices in force when each was incurred, as the books have them now. Entries that were reported with an amount are left alone. A dry run answers at once and changes nothing; else corrections are booked in the background: see GET /re-ratings/{id}.',
  })
  @ZodResponse(202, ReRatingView, 'It was begun, and is carried out.')
  @ZodResponse(200, ReRatingView, 'A dry run: what would change.')
  async begin(
    @ZodBody(NewReRating) { id, dryRun, ...asked }: z.output<typeof NewReRating>,
    @Caller() context: CommandContext,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { from, to, provider = null, model = null } = asked;
    // In one order and without repetitions, so that the same terms are the same however they are written.
    const profileIds = asked.profileIds ? [...new Set(asked.profileIds)].toSorted() : null;
    const terms = { from, to, profileIds, provider, model };
    if (dryRun) {
      await reply.status(200).send(await this.queries.execute(new DryRunReRating(terms)));
      return;
    }
    const reRatingId = await this.commands.execute(new BeginReRating(id, terms, context));
    await reply.status(202).send(await this.queries.execute(new ViewReRating(reRatingId)));
  }
}
