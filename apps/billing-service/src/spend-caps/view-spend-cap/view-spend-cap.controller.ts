import { Operation, RequiresScope, ZodParams, ZodResponse } from '@clipcast/service-kit';
import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { SpendCapParams } from '../spend-cap-params.ts';
import { SpendCapView } from '../spend-cap-view.ts';
import { ViewSpendCap } from './view-spend-cap.ts';

@Controller('profiles/:profileId/spend-caps/:accessKeyId')
export class ViewSpendCapController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @RequiresScope('billing:read')
  @Operation({ summary: 'Show the spend cap of an access key' })
  @ZodResponse(200, SpendCapView, 'The cap, and what the key has used of it.')
  view(@ZodParams(SpendCapParams) { profileId, accessKeyId }: SpendCapParams) {
    return this.queries.execute(new ViewSpendCap(profileId, accessKeyId));
  }
}
