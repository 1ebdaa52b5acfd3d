import {
  CurrentPrincipal,
  Operation,
  RequiresScope,
  ZodBody,
  ZodParams,
  ZodResponse,
  type Principal,
} from '@clipcast/service-kit';
import { Controller, Post } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { z } from 'zod';
import { accessKeyOf } from '../../access-key.ts';
import { ProfileParams } from '../../profiles/profile-params.ts';
import { BudgetEstimate } from './budget-estimate.ts';
import { EstimateBudget } from './estimate-budget.ts';
import { PlannedBatch } from './planned-batch.ts';

@Controller('profiles/:profileId/budget/estimate')
export class EstimateBudgetController {
  constructor(private readonly queries: QueryBus) {}

  @Post()
  @RequiresScope('billing:read')
  @Operation({
    summary: 'Estimate a planned batch',
    description:
      'What it would cost now, and what of it would be refused: by the limit of the profile, or by the spend cap of the access key that asks. Nothing is reserved or changed.',
  })
  @ZodResponse(200, BudgetEstimate, 'What the batch comes to.')
  estimate(
    @ZodParams(ProfileParams) { profileId }: ProfileParams,
    @ZodBody(PlannedBatch) { items }: z.output<typeof PlannedBatch>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<BudgetEstimate> {
    const planned = items.map(({ usage = null, amountUsd = null, count }) => ({ usage, amountUsd, count }));
    return this.queries.execute(new EstimateBudget(profileId, planned, accessKeyOf(principal)));
  }
}
