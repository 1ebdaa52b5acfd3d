import type { CommandContext } from '@clipcast/event-store';
import type { DomainError, ProfileId } from '@clipcast/kernel';
import { Command } from '@nestjs/cqrs';
import type { Month } from '../../budgets/month.ts';
import type { ClosedMonth } from './close-month.ts';

/** What became of one profile's month. */
export interface ClosingAnswer {
  readonly profileId: ProfileId;
  readonly closed: ClosedMonth | DomainError;
}

/** Closes the books of a month for every profile, each by itself. */
export class CloseFleetMonth extends Command<readonly ClosingAnswer[]> {
  constructor(
    readonly month: Month,
    readonly context: CommandContext,
  ) {
    super();
  }
}
