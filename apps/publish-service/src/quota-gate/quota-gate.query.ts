import type { TenantDoor } from '@clipcast/event-store';
import { DomainError, type Clock, type ProfileId } from '@clipcast/kernel';
import type { PublishTables } from '../database.ts';

/** Says no before money is spent, from what billing-service told last. */
export class QuotaGate {
  constructor(
    private readonly door: TenantDoor<PublishTables>,
    private readonly clock: Clock,
  ) {}

  /** @throws {DomainError} `quota_exceeded` when the profile's month is used up and its limit is hard. */
  async pass(profileId: ProfileId, requestedUsd: string): Promise<void> {
    const month = this.clock.now().toISOString().slice(0, 7);
    const standing = await this.door
      .of(profileId)
      .selectFrom('quota_standing')
      .selectAll()
      .where('month', '=', month)
      .executeTakeFirst();
    if (!standing?.exhausted || standing.enforcement !== 'hard') return;
    throw new DomainError(
      'quota_exceeded',
      'over_quota',
      `The budget of ${month} is used up. Raise the limit with PUT /profiles/{id}/quota, or wait for the next month.`,
      {
        month,
        limitUsd: standing.limit_usd,
        spentUsd: standing.spent_usd,
        reservedUsd: standing.reserved_usd,
        requestedUsd,
      },
    );
  }
}
