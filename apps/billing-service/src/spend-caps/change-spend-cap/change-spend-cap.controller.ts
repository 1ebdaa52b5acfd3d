import { positiveUsdSchema } from '@clipcast/contracts';
import {
  Caller,
  CurrentPrincipal,
  Operation,
  RequiresScope,
  ZodBody,
  ZodParams,
  ZodResponse,
  type CommandContext,
  type Principal,
} from '@clipcast/service-kit';
import { Controller, Delete, Put } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { requireOperator } from '../require-operator.ts';
import { SpendCapParams } from '../spend-cap-params.ts';
import { SpendCapView } from '../spend-cap-view.ts';
import { ViewSpendCap } from '../view-spend-cap/view-spend-cap.ts';
import { ChangeSpendCap } from './change-spend-cap.ts';

const SpendCap = z
  .strictObject({
    monthlyLimitUsd: positiveUsdSchema.regex(
      /[1-9]/,
      'must be more than 0; DELETE lifts the cap, and a key that may spend nothing is revoked',
    ),
  })
  .meta({ id: 'SpendCapSettings' });

@Controller('profiles/:profileId/spend-caps/:accessKeyId')
export class ChangeSpendCapController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Put()
  @RequiresScope('billing:write')
  @Operation({
    summary: 'Cap what an access key may spend',
    description:
      'For operators. It counts at once for what the key asks for next, in every month; what it holds stays valid. The quota of the profile counts beside it.',
  })
  @ZodResponse(200, SpendCapView, 'The cap, and what the key has used of it.')
  async change(
    @ZodParams(SpendCapParams) { profileId, accessKeyId }: SpendCapParams,
    @ZodBody(SpendCap) { monthlyLimitUsd }: z.output<typeof SpendCap>,
    @Caller() context: CommandContext,
    @CurrentPrincipal() principal: Principal,
  ) {
    requireOperator(principal);
    await this.commands.execute(new ChangeSpendCap(profileId, accessKeyId, monthlyLimitUsd, context));
    return this.queries.execute(new ViewSpendCap(profileId, accessKeyId));
  }

  @Delete()
  @RequiresScope('billing:write')
  @Operation({ summary: 'Lift the cap of an access key', description: 'For operators.' })
  @ZodResponse(204, undefined, 'The key has no cap.')
  async remove(
    @ZodParams(SpendCapParams) { profileId, accessKeyId }: SpendCapParams,
    @Caller() context: CommandContext,
    @CurrentPrincipal() principal: Principal,
  ): Promise<void> {
    requireOperator(principal);
    await this.commands.execute(new ChangeSpendCap(profileId, accessKeyId, null, context));
  }
}
