import { instantSchema, monthSchema } from '@clipcast/contracts';
import {
  Operation,
  RequiresScope,
  setEntityTag,
  ZodParams,
  ZodQuery,
  ZodResponse,
} from '@clipcast/service-kit';
import { Controller, Get, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ProfileParams } from '../../profiles/profile-params.ts';
import { BudgetView } from './budget-view.ts';
import { ViewBudget } from './view-budget.query.ts';

export const BudgetQuery = z.strictObject({
  month: monthSchema.optional().meta({ description: 'YYYY-MM, UTC; the current month unless given.' }),
  asOf: instantSchema
    .transform((text) => new Date(text))
    .optional()
    .meta({
      description: 'Answers as at that instant: with what was recorded until then, and nothing else.',
    }),
});

@Controller('profiles/:profileId/budget')
export class ViewBudgetController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @RequiresScope('billing:read')
  @Operation({ summary: "Show a month's budget" })
  @ZodResponse(200, BudgetView, 'What was spent, and what is left.')
  async view(
    @ZodParams(ProfileParams) { profileId }: ProfileParams,
    @ZodQuery(BudgetQuery) { month, asOf }: z.output<typeof BudgetQuery>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { resource, version } = await this.queries.execute(new ViewBudget(profileId, month, asOf));
    setEntityTag(reply, version);
    return resource;
  }
}
