import type { Readable } from 'node:stream';
import { parseUsd } from '@clipcast/kernel';
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
import { ProfileParams } from '../../profiles/profile-params.ts';
import { answerFormat } from '../answer-format.ts';
import { CSV_MEDIA_TYPE, csvOf } from '../csv.ts';
import { CostGroups, CostPage } from './cost-page.ts';
import { CostsCsv } from './costs-csv.query.ts';
import { CostsQuery } from './costs-query.ts';
import { GroupCosts } from './group-costs.query.ts';
import { ListCosts } from './list-costs.query.ts';

@Controller('profiles/:profileId/costs')
export class ListCostsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @RequiresScope('billing:read')
  @Operation({
    summary: 'List costs, or sum them up',
    description:
      'With `asOf` exactly as it was answered then. As `text/csv` all entries without pages, for spreadsheets: text that would be a formula there is put behind an apostrophe.',
  })
  @ReadsHeader('Accept', '`application/json`, or `text/csv`.')
  @ZodResponse(200, z.union([CostPage, CostGroups]), 'Entries, the newest first; with `groupBy` sums.')
  async list(
    @ZodParams(ProfileParams) { profileId }: ProfileParams,
    @ZodQuery(CostsQuery) { groupBy, limit, cursor, format, ...filter }: CostsQuery,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CostPage | CostGroups | Readable> {
    const isCsv = answerFormat(format, accept, ['json', 'csv']) === 'csv';
    const answer = await (groupBy !== undefined
      ? this.queries.execute(new GroupCosts(profileId, filter, groupBy, limit, cursor))
      : isCsv
        ? this.queries.execute(new CostsCsv(profileId, filter))
        : this.queries.execute(new ListCosts(profileId, filter, limit, cursor)));
    void reply.header('vary', 'accept');
    if (!isCsv) return answer;
    void reply.header('content-type', CSV_MEDIA_TYPE);
    return 'items' in answer ? groupsCsv(answer as CostGroups) : answer;
  }
}

const groupsCsv = ({ items }: CostGroups): Readable =>
  csvOf(
    ['key', 'entries', 'amountUsd'],
    items.map(({ key, count, amountUsd }) => [key, count, parseUsd(amountUsd)]),
  );
