import type { CommandContext } from '@clipcast/event-store';
import { profileNotFound } from '@clipcast/kernel';
import {
  Caller,
  CurrentPrincipal,
  Operation,
  RawBody,
  RequiresScope,
  ZodResponse,
  type Principal,
} from '@clipcast/service-kit';
import { Body, Controller, Headers, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { cloudEventSchema, costOfEvent, sentEvents, STRUCTURED, type SentEvent } from './cloud-event.ts';
import { CostAnswers, CostAnswerView, costAnswers, loneAnswer } from './cost-answer-view.ts';
import { refused } from './read-report.ts';
import { ReportCosts, type CostAnswer, type CostReport, type RefusedCost } from './report-costs.ts';
import { reportingKey } from './reporting-key.ts';

@Controller('events')
export class ReceiveEventsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @RequiresScope('billing:write', 'body')
  @Operation({
    summary: 'Report costs as CloudEvents',
    description:
      'CloudEvents 1.0 of the type `CostIncurred`, their subject the profile, their data a cost as `POST /profiles/{id}/costs` takes it. ' +
      'Structured, as a batch of up to 1,000 (`application/cloudevents-batch+json`), or binary: `application/json` with `ce-` headers. ' +
      'An event without a cost id counts once for its source and id.',
    tags: ['costs'],
  })
  @RawBody(STRUCTURED, cloudEventSchema)
  @ZodResponse(201, CostAnswerView, 'One event: its cost was booked, or held aside until it has a price.')
  @ZodResponse(200, z.union([CostAnswerView, CostAnswers]), 'One event that came before; or a batch.')
  async receive(
    @Headers() headers: Readonly<Record<string, string | undefined>>,
    @Body() body: unknown,
    @CurrentPrincipal() principal: Principal,
    @Caller() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { isBatch, events } = sentEvents(headers, body);
    const read = events.map((event) => readEvent(event, principal));
    const reports = read.filter((one) => 'cost' in one);
    const answered = await this.commands.execute(new ReportCosts(reports, reportingKey(principal), context));
    const answerOf = new Map<unknown, CostAnswer | undefined>(
      reports.map((one, place) => [one, answered[place]]),
    );
    const answers = read
      .map((one) => ('refusal' in one ? one : answerOf.get(one)))
      .filter((one) => one !== undefined);
    void reply.status(200);
    if (isBatch) return costAnswers(answers);
    const { status, view } = loneAnswer(answers);
    void reply.status(status);
    return view;
  }
}

/** An event about another's profile is answered like one about a profile that does not exist. */
function readEvent(event: SentEvent, principal: Principal): CostReport | RefusedCost {
  try {
    const report = costOfEvent(event);
    if (principal.kind === 'profile' && principal.profileId !== report.profileId) throw profileNotFound();
    return report;
  } catch (error) {
    return refused(null, error);
  }
}
