import { monthSchema, profileIdSchema } from '@clipcast/contracts';
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
import { statementLines } from '../statement-csv.ts';
import { Statement, StatementQuery } from '../statement.ts';
import { statementPage } from './statement-page.ts';
import { ViewStatement } from './view-statement.query.ts';

const StatementParams = z.strictObject({ profileId: profileIdSchema, month: monthSchema });

@Controller('profiles/:profileId/statements/:month')
export class ViewStatementController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @RequiresScope('billing:read')
  @Operation({
    summary: "Show a month's statement",
    description: 'As JSON, as CSV (`text/csv`), or as a page to print (`text/html`).',
  })
  @ReadsHeader('Accept', '`application/json`, `text/csv` or `text/html`.')
  @ZodResponse(200, Statement, 'What was spent, by everything, and whether the books are closed.')
  async view(
    @ZodParams(StatementParams) { profileId, month }: z.output<typeof StatementParams>,
    @ZodQuery(StatementQuery) { groupBy, format }: StatementQuery,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const answer = await this.queries.execute(new ViewStatement(profileId, month, groupBy));
    const forms = {
      answer,
      lines: () => statementLines(answer),
      page: () => statementPage(answer),
      fileName: `statement-${month}-${profileId}`,
    };
    return answerStatement(forms, format, accept, reply);
  }
}
