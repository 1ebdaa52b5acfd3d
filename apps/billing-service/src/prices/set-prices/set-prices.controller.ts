import { DomainError, FLEET, type ProfileId } from '@clipcast/kernel';
import {
  Caller,
  CurrentPrincipal,
  IfMatch,
  Operation,
  RequiresScope,
  setEntityTag,
  ZodBody,
  ZodParams,
  ZodResponse,
  type CommandContext,
  type Principal,
} from '@clipcast/service-kit';
import { Controller, Put, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { ProfileParams } from '../../profiles/profile-params.ts';
import { PriceList } from '../price-input.ts';
import { PricesView } from '../price-view.ts';
import { SetPrices } from './set-prices.ts';

const SAME_AGAIN = 'A price that is in force already is no news, so the same list may be sent again.';

@Controller()
@RequiresScope('billing:write')
export class SetPricesController {
  constructor(private readonly commands: CommandBus) {}

  @Put('prices')
  @Operation({ summary: 'Set prices', description: `For everybody. ${SAME_AGAIN}` })
  @ZodResponse(200, PricesView, 'The given prices as the book has them now.')
  setForEverybody(
    @ZodBody(PriceList) { prices }: z.output<typeof PriceList>,
    @Caller() context: CommandContext,
    @IfMatch() expectedVersion: number | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.#set(FLEET, prices, context, expectedVersion, reply);
  }

  @Put('profiles/:profileId/prices')
  @Operation({
    summary: "Set a profile's own prices",
    description: `They go before everybody's. Only an operator may set them. ${SAME_AGAIN}`,
  })
  @ZodResponse(200, PricesView, "The given prices as the profile's own book has them now.")
  setForProfile(
    @ZodParams(ProfileParams) { profileId }: ProfileParams,
    @ZodBody(PriceList) { prices }: z.output<typeof PriceList>,
    @Caller() context: CommandContext,
    @IfMatch() expectedVersion: number | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    // Whoever pays must not say what it costs.
    if (principal.kind !== 'operator')
      throw new DomainError('forbidden', 'forbidden', 'Only an operator key may set prices.');
    return this.#set(profileId, prices, context, expectedVersion, reply);
  }

  async #set(
    owner: ProfileId,
    prices: z.output<typeof PriceList>['prices'],
    context: CommandContext,
    expectedVersion: number | undefined,
    reply: FastifyReply,
  ): Promise<PricesView> {
    const answer = await this.commands.execute(new SetPrices(owner, prices, context, expectedVersion));
    setEntityTag(reply, answer.version);
    return answer;
  }
}
