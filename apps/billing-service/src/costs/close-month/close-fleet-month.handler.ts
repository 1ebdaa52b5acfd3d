import { TenantDoor, type CommandContext } from '@clipcast/event-store';
import { DomainError, prefixed, type ProfileId } from '@clipcast/kernel';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Month } from '../../budgets/month.ts';
import type { MoneyClock } from '../../clock/money-clock.ts';
import { MONEY_CLOCK } from '../../clock/money-clock.token.ts';
import type { BillingTables } from '../../database.ts';
import { CloseFleetMonth, type ClosingAnswer } from './close-fleet-month.ts';
import { CloseMonthHandler } from './close-month.handler.ts';
import { CloseMonth, requireOver } from './close-month.ts';

/** So many at a time share appends, and leave room for others. */
const AT_A_TIME = 200;

@CommandHandler(CloseFleetMonth)
export class CloseFleetMonthHandler implements ICommandHandler<CloseFleetMonth> {
  constructor(
    private readonly door: TenantDoor<BillingTables>,
    private readonly closeMonth: CloseMonthHandler,
    @Inject(MONEY_CLOCK) private readonly clock: MoneyClock,
  ) {}

  async execute({ month, context }: CloseFleetMonth): Promise<readonly ClosingAnswer[]> {
    requireOver(month, await this.clock.now());
    const profiles = await this.#profiles();
    // Closing is idempotent by itself, and each profile's month is a command of its own.
    const { idempotency: _, ...caller } = context;
    const answers: ClosingAnswer[] = [];
    for (let at = 0; at < profiles.length; at += AT_A_TIME) {
      const some = profiles.slice(at, at + AT_A_TIME);
      answers.push(...(await Promise.all(some.map((profileId) => this.#close(profileId, month, caller)))));
    }
    return answers;
  }

  async #close(profileId: ProfileId, month: Month, context: CommandContext): Promise<ClosingAnswer> {
    try {
      return { profileId, closed: await this.closeMonth.execute(new CloseMonth(profileId, month, context)) };
    } catch (error) {
      if (error instanceof DomainError) return { profileId, closed: error };
      throw error;
    }
  }

  async #profiles(): Promise<readonly ProfileId[]> {
    const rows = this.door.ofEveryProfile
      .selectFrom('known_profile')
      .select('profile_id')
      .orderBy('profile_id');
    return (await rows.execute()).map(({ profile_id: id }) => prefixed('prf', id));
  }
}
