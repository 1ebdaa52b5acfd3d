import type { TenantDoor } from '@clipcast/event-store';
import { bareId, prefixed, type ProfileId } from '@clipcast/kernel';
import { sql } from 'kysely';
import type { Month } from '../../budgets/month.ts';
import type { BillingTables } from '../../database.ts';

/** A month in which reservations are past their time and nobody has noted it. */
export interface DueMonth {
  readonly profileId: ProfileId;
  readonly month: Month;
  /** When the first of them was due. */
  readonly since: Date;
}

/**
 * Those that have waited longest first, and of each hot month one row however many of its reservations are due.
 * @param after the last of the page before: what was noted meanwhile, and is not shown yet, is not met again.
 */
export async function dueMonths(
  door: TenantDoor<BillingTables>,
  now: Date,
  limit: number,
  after?: DueMonth,
): Promise<DueMonth[]> {
  const since = sql<Date>`min(expires_at)`;
  const rows = await door.ofEveryProfile
    .selectFrom('reservation')
    .select(['profile_id', 'month', since.as('since')])
    .where('status', '=', 'open')
    .where('class', '=', 'soft')
    .where('expires_at', '<=', now)
    .groupBy(['profile_id', 'month'])
    .$if(after !== undefined, (query) =>
      query.having(
        sql<boolean>`(${since}, profile_id, month) > (${after?.since}::timestamptz, ${after && bareId(after.profileId)}::uuid, ${after?.month})`,
      ),
    )
    .orderBy(since)
    .orderBy('profile_id')
    .orderBy('month')
    .limit(limit)
    .execute();
  return rows.map(({ profile_id: id, month, since: first }) => ({
    profileId: prefixed('prf', id),
    month,
    since: first,
  }));
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
