import type { TenantDoor } from '@clipcast/event-store';
import { prefixed, type ProfileId } from '@clipcast/kernel';
import { sql } from 'kysely';
import type { Month } from '../../budgets/month.ts';
import type { BillingTables } from '../../database.ts';

/** A month in which reservations are past their time and nobody has noted it. */
export interface DueMonth {
  readonly profileId: ProfileId;
  readonly month: Month;
}

/** Those that have waited longest first, and of each hot month one row however many of its reservations are due. */
export async function dueMonths(
  door: TenantDoor<BillingTables>,
  now: Date,
  limit: number,
): Promise<DueMonth[]> {
  const rows = await door.ofEveryProfile
    .selectFrom('reservation')
    .select(['profile_id', 'month'])
    .where('status', '=', 'open')
    .where('class', '=', 'soft')
    .where('expires_at', '<=', now)
    .groupBy(['profile_id', 'month'])
    .orderBy(sql`min(expires_at)`)
    .limit(limit)
    .execute();
  return rows.map(({ profile_id: id, month }) => ({ profileId: prefixed('prf', id), month }));
}

/** How many reservations are open, and for how long the oldest hard one has been. */
export interface OpenHolds {
  readonly soft: number;
  readonly hard: number;
  readonly hardAgeSecondsMax: number;
}

export async function openHolds(door: TenantDoor<BillingTables>, now: Date): Promise<OpenHolds> {
  const open = door.ofEveryProfile.selectFrom('reservation').where('status', '=', 'open');
  const soft = await open
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .where('class', '=', 'soft')
    .where('expires_at', '>', now)
    .executeTakeFirstOrThrow();
  const hard = await open
    .select(({ fn }) => [fn.countAll<bigint>().as('count'), fn.min<Date | null>('opened_at').as('oldest')])
    .where('class', '=', 'hard')
    .executeTakeFirstOrThrow();
  const ageMs = hard.oldest ? now.getTime() - hard.oldest.getTime() : 0;
  return {
    soft: Number(soft.count),
    hard: Number(hard.count),
    hardAgeSecondsMax: Math.max(0, Math.floor(ageMs / 1_000)),
  };
}
