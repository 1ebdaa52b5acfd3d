import { DomainError } from '@clipcast/kernel';
import {
  Caller,
  CurrentPrincipal,
  currentTraceId,
  Operation,
  parseInput,
  problemOf,
  refusalOf,
  RequiresScope,
  ZodBody,
  ZodParams,
  ZodResponse,
  type CommandContext,
  type Principal,
} from '@clipcast/service-kit';
import { Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { ProfileParams } from '../../profiles/profile-params.ts';
import { NewPublication } from '../new-publication.ts';
import { PublicationView } from '../publication-view.ts';
import { PublicPath } from '../public-path.ts';
import { PAIRS_MAX, RequestBatch, type BatchItem, type ItemOutcome } from './request-batch.ts';

/** Anything may stand in an item: each is judged alone, and a wrong one must not take the others with it. */
const PublicationBatch = z
  .strictObject({
    items: z
      .array(z.union([NewPublication, z.json()]))
      .min(1)
      .max(PAIRS_MAX),
  })
  .meta({ id: 'PublicationBatch' });

const place = { index: z.int().meta({ description: 'The place of the item in the batch, from 0.' }) };

const BatchAnswer = z
  .object({
    items: z.array(
      z.union([
        z.object({ ...place, status: z.literal(202), publication: PublicationView }),
        z.object({
          ...place,
          status: z.int(),
          problem: z.looseObject({ code: z.string(), detail: z.string(), retryable: z.boolean() }),
        }),
      ]),
    ),
  })
  .meta({ id: 'PublicationBatchAnswer' });
type BatchAnswer = z.output<typeof BatchAnswer>;

@Controller('profiles/:profileId')
export class RequestBatchController {
  constructor(
    private readonly commands: CommandBus,
    private readonly publicPath: PublicPath,
  ) {}

  @Post('publications::batch')
  @RequiresScope('publish:write')
  @Operation({
    summary: 'Publish many clips',
    description:
      'At most 500 posts (clips times accounts) in one call, each item judged alone. One Idempotency-Key covers the batch: sent again, also after it was cut off in the middle, it gives every item its first answer and finishes the rest.',
  })
  @ZodResponse(200, BatchAnswer, 'What came of each item, in the order of the request.')
  async batch(
    @ZodParams(ProfileParams) { profileId }: ProfileParams,
    @ZodBody(PublicationBatch) { items }: z.output<typeof PublicationBatch>,
    @Caller() context: CommandContext,
    @CurrentPrincipal() principal: Principal,
  ): Promise<BatchAnswer> {
    const isOperator = principal.kind === 'operator';
    const outcomes = await this.commands.execute(
      new RequestBatch(profileId, items.map(readItem), context, isOperator),
    );
    const instance = this.publicPath.of(`/v1/profiles/${profileId}/publications:batch`);
    return { items: outcomes.map((outcome, index) => answerFor(outcome, index, instance)) };
  }
}

function readItem(item: unknown): BatchItem {
  try {
    return parseInput(NewPublication, item, '');
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

function answerFor(outcome: ItemOutcome, index: number, instance: string): BatchAnswer['items'][number] {
  if (!(outcome instanceof DomainError)) return { index, status: 202, publication: outcome };
  // Pointers of an item's refusal begin at the item; those of the answer at the request.
  const problem = problemOf(refusalOf(outcome), instance, currentTraceId());
  const { errors } = problem;
  const inBatch = errors && {
    errors: errors.map((error) => ({ ...error, pointer: `/items/${index}${error.pointer}` })),
  };
  return { index, status: problem.status, problem: { ...problem, ...inBatch } };
}
