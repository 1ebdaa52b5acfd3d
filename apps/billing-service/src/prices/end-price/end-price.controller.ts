import { instantSchema } from '@clipcast/contracts';
import { DomainError } from '@clipcast/kernel';
import {
  Caller,
  CurrentPrincipal,
  IfMatch,
  Operation,
  RequiresScope,
  setEntityTag,
  ZodParams,
  ZodQuery,
  ZodResponse,
  type CommandContext,
  type Principal,
} from '@clipcast/service-kit';
import { Controller, Delete, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ProfileParams } from '../../profiles/profile-params.ts';
import { PricesView } from '../price-view.ts';
import { EndPrice } from './end-price.ts';

const name = z.string().min(1).max(200);

/** Which price is ended, and from when on. */
const EndedPrice = z.strictObject({
  provider: name,
  model: name,
  unit: name,
  plan: name.optional().meta({ description: 'The price of one plan; without it, that of no plan.' }),
  effectiveFrom: instantSchema
    .transform((text) => new Date(text).toISOString())
    .optional()
    .meta({ description: 'From when on; now unless given. It may be past, or to come.' }),
});

@Controller('profiles/:profileId/prices')
export class EndPriceController {
  constructor(private readonly commands: CommandBus) {}

  @Delete()
  @RequiresScope('billing:write')
  @Operation({
    summary: "End a profile's own price",
    description:
      "Everybody's price counts again. Only an operator may end one. Nothing that was rated by it changes, save by a re-rating when it ended in the past; a price that was set for later still comes into force. Ending it again gives the same answer.",
  })
  @ZodResponse(200, PricesView, 'What counts for the profile from then on; nothing when nobody has a price.')
  async end(
    @ZodParams(ProfileParams) { profileId }: ProfileParams,
    @ZodQuery(EndedPrice) { plan, effectiveFrom, ...asked }: z.output<typeof EndedPrice>,
    @Caller() context: CommandContext,
    @IfMatch() expectedVersion: number | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PricesView> {
    // Whoever pays must not say what it costs.
    if (principal.kind !== 'operator')
      throw new DomainError('forbidden', 'forbidden', 'Only an operator key may end prices.');
    const end = { ...asked, plan: plan ?? null, effectiveFrom };
    const answer = await this.commands.execute(new EndPrice(profileId, end, context, expectedVersion));
    setEntityTag(reply, answer.version);
    return answer;
  }
}
