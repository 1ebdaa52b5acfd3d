import { monthSchema } from '@clipcast/contracts';
import {
  Operation,
  ReadsHeader,
  RequiresScope,
  ZodParams,
  ZodQuery,
  ZodResponse,
} from '@clipcast/service-kit';
import { Controller, Get, Headers, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { answerStatement } from '../answer-statement.ts';
import { fleetLines } from '../statement-csv.ts';
import { FleetStatement, StatementQuery } from '../statement.ts';
import { fleetPage } from './fleet-page.ts';
import { ViewFleetStatement } from './view-fleet-statement.query.ts';

const FleetParams = z.strictObject({ month: monthSchema });

@Controller('statements/:month')
export class ViewFleetStatementController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @RequiresScope('billing:read')
  @Operation({
    summary: "Show a month's statement of all profiles",
    description: 'For operators. As JSON, as CSV (`text/csv`), or as a page to print (`text/html`).',
  })
  @ReadsHeader('Accept', '`application/json`, `text/csv` or `text/html`.')
  @ZodResponse(200, FleetStatement, 'What every profile spent, the dearest first.')
  async view(
    @ZodParams(FleetParams) { month }: z.output<typeof FleetParams>,
    @ZodQuery(StatementQuery) { groupBy, format }: StatementQuery,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const answer = await this.queries.execute(new ViewFleetStatement(month, groupBy));
    const forms = {
      answer,
      lines: () => fleetLines(answer),
      page: () => fleetPage(answer),
      fileName: `statement-${month}`,
    };
    return answerStatement(forms, format, accept, reply);
  }
}
