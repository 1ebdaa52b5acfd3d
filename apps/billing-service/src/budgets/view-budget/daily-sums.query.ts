import type { TenantDoor } from '@clipcast/event-store';
import type { Micros, ProfileId } from '@clipcast/kernel';
import { sql } from 'kysely';
import type { BillingTables } from '../../database.ts';
import type { Month } from '../month.ts';

/**
 * What was spent on each day of a month, UTC, as far as the ledger's read model has come. What another, closed month passed
 * on to this one is no day of it.
 */
export async function dailySums(
  door: TenantDoor<BillingTables>,
  profileId: ProfileId,
  month: Month,
): Promise<[day: string, micros: Micros][]> {
  const rows = await door
    .of(profileId)
    .selectFrom('cost_day')
    .select(['day', sql<Micros>`sum(spent_micros)::bigint`.as('micros')])
    .where('month', '=', month)
    .where('day', 'like', `${month}-%`)
    .groupBy('day')
    .execute();
  return rows.map(({ day, micros }) => [day, micros]);
}
