import { instantSchema } from '@clipcast/contracts';
import { FLEET, type ProfileId } from '@clipcast/kernel';
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
import { PricesView } from '../price-view.ts';
import { ListPrices } from './list-prices.ts';

const PricesQuery = z
  .strictObject({
    provider: z.string().optional(),
    model: z.string().optional(),
    at: instantSchema
      .transform((text) => new Date(text))
      .optional()
      .meta({ description: 'What is in force then; now unless given.' }),
    history: z
      .enum(['true', 'false'])
      .default('false')
      .meta({ description: '`true` shows every version of every price, those to come included.' }),
  })
  .refine(({ at, history }) => at === undefined || history === 'false', {
    path: ['at'],
    message: 'has no meaning together with "history"',
  });
type PricesQuery = z.output<typeof PricesQuery>;

@Controller()
@RequiresScope('billing:read')
export class ListPricesController {
  constructor(private readonly queries: QueryBus) {}

  @Get('prices')
  @Operation({ summary: 'List prices' })
  @ZodResponse(200, PricesView, "Everybody's prices.")
  ofEverybody(@ZodQuery(PricesQuery) query: PricesQuery, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.#list(FLEET, query, reply);
  }

  @Get('profiles/:profileId/prices')
  @Operation({ summary: 'List the prices that count for a profile' })
  @ZodResponse(200, PricesView, "Its own prices, and everybody's where it has none.")
  ofProfile(
    @ZodParams(ProfileParams) { profileId }: ProfileParams,
    @ZodQuery(PricesQuery) query: PricesQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.#list(profileId, query, reply);
  }

  async #list(
    owner: ProfileId,
    { provider, model, at, history }: PricesQuery,
    reply: FastifyReply,
  ): Promise<PricesView> {
    const prices = await this.queries.execute(
      new ListPrices(owner, { provider, model }, history === 'true' ? 'history' : at),
    );
    setEntityTag(reply, prices.version);
    return prices;
  }
}
