import type { CommandContext, ReadModelStatus } from '@clipcast/event-store';
import { DomainError } from '@clipcast/kernel';
import { Controller, Get, Post } from '@nestjs/common';
import { z } from 'zod';
import { RequiresScope } from '../../auth/route-access.decorator.ts';
import { Caller } from '../../http/caller.decorator.ts';
import { ZodParams } from '../../http/input.decorators.ts';
import { Operation, ZodResponse } from '../../openapi/operation.decorators.ts';
import { ServiceEngine } from '../service-engine.ts';
import { Comparison, comparisonOf, ProjectionState, projectionStateOf } from './projection-answers.ts';

const tags = ['operations'];
const ProjectionParams = z.strictObject({ name: z.string().min(1).max(100) });
type ProjectionParams = z.output<typeof ProjectionParams>;

/** The read models of a service: how far they are, and how to build them anew, go back, or prove them. */
@Controller('ops/v1/projections')
@RequiresScope('ops:write')
export class OperationsProjectionsController {
  constructor(private readonly engine: ServiceEngine) {}

  @Get()
  @RequiresScope('ops:read')
  @Operation({ summary: 'Show how far the read models are', tags })
  @ZodResponse(200, z.object({ items: z.array(ProjectionState) }), 'One entry per read model, by name.')
  async list() {
    return { items: (await this.engine.readModels.list()).map(projectionStateOf) };
  }

  @Post(':name/rebuild')
  @Operation({
    summary: 'Build a read model anew',
    description:
      'From the first fact, beside the tables that serve, which are then switched in one transaction. Whichever replica ' +
      'leads does it; the list shows how far it is.',
    tags,
  })
  @ZodResponse(202, ProjectionState, 'It was asked for.')
  rebuild(@ZodParams(ProjectionParams) { name }: ProjectionParams, @Caller() context: CommandContext) {
    return this.engine.operatorAnswers.once(context, async () => {
      await this.engine.readModels.requestRebuild(name);
      return this.#stateOf(name);
    });
  }

  @Post(':name/switch-back')
  @Operation({
    summary: 'Let the tables before the last switch serve again',
    description: 'They are brought up to date first.',
    tags,
  })
  @ZodResponse(202, ProjectionState, 'It was asked for.')
  switchBack(@ZodParams(ProjectionParams) { name }: ProjectionParams, @Caller() context: CommandContext) {
    return this.engine.operatorAnswers.once(context, async () => {
      await this.engine.readModels.requestSwitchBack(name);
      return this.#stateOf(name);
    });
  }

  @Post(':name/compare')
  @Operation({
    summary: 'Compare a read model with its log',
    description:
      'Builds it from the first fact into tables that never serve and compares both at exactly the same fact. Answers ' +
      'when it is done, which takes as long as a rebuild. Nothing that serves is changed.',
    tags,
  })
  @ZodResponse(200, Comparison, 'How the two compare, with some of the rows that differ.')
  async compare(@ZodParams(ProjectionParams) { name }: ProjectionParams) {
    return comparisonOf(await this.engine.comparisons.compare(name));
  }

  async #stateOf(name: string) {
    const found = (await this.engine.readModels.list()).find((one: ReadModelStatus) => one.name === name);
    if (found) return projectionStateOf(found);
    throw new DomainError('projection_not_found', 'not_found', `There is no projection ${name} here.`);
  }
}
