import type { TenantDoor } from '@clipcast/event-store';
import { prefixed, type ProfileId, type Uuid } from '@clipcast/kernel';
import type { BillingTables } from '../../database.ts';
import type { UsageHeldAside } from '../budget.ts';

/** A usage that waits for a price, with what has to be known to go on with its story. */
export interface HeldAside {
  readonly profileId: ProfileId;
  readonly usage: UsageHeldAside['data'];
  /** Of its fact in the log. */
  readonly position: bigint;
  readonly eventId: Uuid;
  readonly correlationId: Uuid;
}

/** Where the newest price of all books stands in the log; 0 while there is none. */
export async function newestPriceIn(door: TenantDoor<BillingTables>): Promise<bigint> {
  const row = await door.ofEveryProfile
    .selectFrom('price_news')
    .select('position')
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.position ?? 0n;
}

/** How much usage waits for a price. */
export async function countHeldAside(door: TenantDoor<BillingTables>): Promise<number> {
  const { count } = await door.ofEveryProfile
    .selectFrom('unrated_usage')
    .select(({ fn }) => fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** The usage that was held aside after a position, of all profiles, the oldest first. */
export async function heldAsideAfter(
  door: TenantDoor<BillingTables>,
  position: bigint,
  limit: number,
): Promise<HeldAside[]> {
  const rows = await door.ofEveryProfile
    .selectFrom('unrated_usage')
    .selectAll()
    .where('position', '>', position)
    .orderBy('position')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    profileId: prefixed('prf', row.profile_id),
    usage: {
      month: row.month,
      costId: row.cost_id,
      provider: row.provider,
      model: row.model,
      plan: row.plan,
      quantity: row.quantity,
      unit: row.unit,
      incurredAt: row.incurred_at.toISOString(),
      source: row.source,
      accessKeyId: row.access_key_id,
      appliesTo: row.applies_to,
    },
    position: row.position,
    eventId: row.event_id,
    correlationId: row.correlation_id,
  }));
}
