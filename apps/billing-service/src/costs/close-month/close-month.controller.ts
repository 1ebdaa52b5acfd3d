import { monthSchema, profileIdSchema } from '@clipcast/contracts';
import type { CommandContext } from '@clipcast/event-store';
import { DomainError } from '@clipcast/kernel';
import {
  Caller,
  CurrentPrincipal,
  Operation,
  refusalOf,
  RequiresScope,
  ZodParams,
  ZodResponse,
  type Principal,
} from '@clipcast/service-kit';
import { Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { CloseFleetMonth, type ClosingAnswer } from './close-fleet-month.ts';
import { CloseMonth } from './close-month.ts';

const ClosedMonthView = z
  .object({ profileId: z.string(), month: z.string(), spentUsd: z.string() })
  .meta({ id: 'ClosedMonth' });

const ClosingAnswerView = z
  .object({
    profileId: z.string(),
    outcome: z.enum(['closed', 'refused']),
    spentUsd: z.string().optional(),
    problem: z.looseObject({ code: z.string(), status: z.int(), detail: z.string() }).optional(),
  })
  .meta({ id: 'ClosingAnswer' });
const ClosingAnswers = z.object({ month: z.string(), items: z.array(ClosingAnswerView) });

const OfProfile = z.strictObject({ profileId: profileIdSchema, month: monthSchema });
const OfFleet = z.strictObject({ month: monthSchema });

@Controller()
@RequiresScope('billing:write')
export class CloseMonthController {
  constructor(private readonly commands: CommandBus) {}

  @Post('profiles/:profileId/months/:month/close')
  @Operation({
    summary: "Close a month's books",
    description:
      'For operators. Costs that come later for this month are booked in the open one, and say for which month they are.',
    tags: ['months'],
  })
  @ZodResponse(200, ClosedMonthView, 'They are closed, now or before.')
  async close(
    @ZodParams(OfProfile) { profileId, month }: z.output<typeof OfProfile>,
    @CurrentPrincipal() principal: Principal,
    @Caller() context: CommandContext,
  ) {
    if (principal.kind !== 'operator')
      throw new DomainError('forbidden', 'forbidden', 'Only an operator key may do this.');
    return { profileId, ...(await this.commands.execute(new CloseMonth(profileId, month, context))) };
  }

  @Post('months/:month/close')
  @Operation({ summary: "Close every profile's books of a month", tags: ['months'] })
  @ZodResponse(200, ClosingAnswers, 'What became of each profile.')
  async closeFleet(
    @ZodParams(OfFleet) { month }: z.output<typeof OfFleet>,
    @Caller() context: CommandContext,
  ) {
    const answers = await this.commands.execute(new CloseFleetMonth(month, context));
    return { month, items: answers.map(closingAnswerView) };
  }
}

function closingAnswerView({ profileId, closed }: ClosingAnswer): z.output<typeof ClosingAnswerView> {
  if (!(closed instanceof DomainError)) return { profileId, outcome: 'closed', spentUsd: closed.spentUsd };
  const { code, status, detail, details } = refusalOf(closed);
  return { profileId, outcome: 'refused', problem: { ...details, code, status, detail } };
}
