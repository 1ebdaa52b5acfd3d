import type { CommandContext } from '@clipcast/event-store';
import type { CostId, DomainError, ProfileId } from '@clipcast/kernel';
import { Command } from '@nestjs/cqrs';
import type { Booking } from '../../budgets/record-cost/record-cost.ts';

/** One cost as it came through a door, before anybody looked at it. */
export interface CostReport {
  readonly profileId: ProfileId;
  readonly cost: unknown;
  /** Where the cost stands in what was sent, as a JSON pointer; problems are told below it. */
  readonly pointer: string;
  /** Its id when it has none of its own. */
  readonly idOtherwise: CostId;
  /** On whose account it is reported, where each of several has its own cause. */
  readonly context?: CommandContext;
}

export interface BookedCost extends Booking {
  readonly costId: CostId;
}

export interface RefusedCost {
  /** Null when the cost was too malformed to have one. */
  readonly costId: CostId | null;
  readonly outcome: 'refused';
  readonly refusal: DomainError;
}

/** What is answered to each cost alone. */
export type CostAnswer = BookedCost | RefusedCost;

/** Books costs that somebody reports; the answers are in their order. The same whichever door they came through. */
export class ReportCosts extends Command<readonly CostAnswer[]> {
  constructor(
    readonly reports: readonly CostReport[],
    /** The access key that reports them, if one does. */
    readonly accessKeyId: string | null,
    readonly context: CommandContext,
  ) {
    super();
  }
}
