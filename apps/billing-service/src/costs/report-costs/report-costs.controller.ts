import type { CommandContext } from '@clipcast/event-store';
import { derivedId, prefixed, type CostId, type Runtime } from '@clipcast/kernel';
import {
  Caller,
  CurrentPrincipal,
  Operation,
  parseInput,
  RawBody,
  RequiresScope,
  RUNTIME,
  ZodParams,
  ZodResponse,
  type Principal,
} from '@clipcast/service-kit';
import { Body, Controller, Inject, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ProfileParams } from '../../profiles/profile-params.ts';
import { CostAnswers, CostAnswerView, costAnswers, loneAnswer } from './cost-answer-view.ts';
import { CostItem } from './cost-item.ts';
import { ReportCosts } from './report-costs.ts';
import { reportingKey } from './reporting-key.ts';

const COSTS_MAX = 1_000;
/** What is documented. Of several costs each is checked alone, so that one that is wrong does not hold up the others. */
const CostsBody = z.union([CostItem, z.strictObject({ costs: z.array(CostItem).min(1).max(COSTS_MAX) })]);
const Several = z.strictObject({ costs: z.array(z.unknown()).min(1).max(COSTS_MAX) });

@Controller('profiles/:profileId/costs')
export class ReportCostsController {
  constructor(
    private readonly commands: CommandBus,
    @Inject(RUNTIME) private readonly runtime: Pick<Runtime, 'ids'>,
  ) {}

  @Post()
  @RequiresScope('billing:write')
  @Operation({
    summary: 'Report costs',
    description:
      'One cost, or up to 1,000 as `{"costs": […]}`, each answered alone. A cost counts once for its id; without one, once for its place under the Idempotency-Key.',
  })
  @RawBody('application/json', z.toJSONSchema(CostsBody, { io: 'input' }))
  @ZodResponse(201, CostAnswerView, 'One cost: it was booked, or held aside until it has a price.')
  @ZodResponse(200, z.union([CostAnswerView, CostAnswers]), 'One cost that was booked before; or several.')
  async report(
    @ZodParams(ProfileParams) { profileId }: ProfileParams,
    @Body() body: unknown,
    @CurrentPrincipal() principal: Principal,
    @Caller() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const isLone = !(typeof body === 'object' && body !== null && 'costs' in body);
    const costs = isLone ? [body] : parseInput(Several, body, '').costs;
    const idOf = (place: number): CostId => prefixed('cst', this.#idOf(place, context));
    const reports = costs.map((cost, place) => ({
      profileId,
      cost,
      pointer: isLone ? '' : `/costs/${place}`,
      // Most costs bring their own.
      get idOtherwise() {
        return idOf(place);
      },
    }));
    const answers = await this.commands.execute(new ReportCosts(reports, reportingKey(principal), context));
    void reply.status(200);
    if (!isLone) return costAnswers(answers);
    const { status, view } = loneAnswer(answers);
    void reply.status(status);
    if (view.outcome === 'recorded')
      void reply.header('location', `/v1/profiles/${profileId}/costs/${view.id}`);
    return view;
  }

  #idOf(place: number, { idempotency }: CommandContext): string {
    return idempotency
      ? derivedId('cost-of-request', idempotency.commandId, String(place))
      : this.runtime.ids.next();
  }
}
