import type { TenantDoor } from '@clipcast/event-store';
import type { ProfileId } from '@clipcast/kernel';
import { monthOf } from '../budgets/month.ts';
import type { BillingTables } from '../database.ts';
import { dayOf, NO_PUBLICATION, type CostFilter } from './cost-filter.ts';

type Door = TenantDoor<BillingTables>;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** A query over those of a profile's entries that a filter lets through. */
export function entriesIn(door: Door, profileId: ProfileId, filter: CostFilter) {
  const { day, publicationId } = filter;
  const from = latest(filter.from, day === undefined ? undefined : new Date(day));
  const to = earliest(filter.to, day === undefined ? undefined : new Date(Date.parse(day) + DAY_MS));
  let query = door.of(profileId).selectFrom('cost_entry');
  if (from) query = query.where('incurred_at', '>=', from);
  if (to) query = query.where('incurred_at', '<', to);
  if (filter.month !== undefined) query = query.where('month', '=', filter.month);
  if (filter.provider !== undefined) query = query.where('provider', '=', filter.provider);
  if (filter.model !== undefined) query = query.where('model', '=', filter.model);
  if (filter.appliesTo !== undefined) query = query.where('applies_to', '=', filter.appliesTo);
  if (filter.corrects !== undefined) query = query.where('corrects', '=', filter.corrects as never);
  if (filter.asOf) query = query.where('recorded_at', '<=', filter.asOf);
  if (publicationId === undefined) return query;
  return publicationId === NO_PUBLICATION
    ? query.where('publication_id', 'is', null)
    : query.where('publication_id', '=', publicationId);
}

/**
 * The same over the sums by day, for a filter of whole days. An entry is never booked in an earlier month than it was
 * incurred in, so the months before `from` need not be looked at.
 */
export function daysIn(
  door: Door,
  profileId: ProfileId,
  { from, to, month, day, provider, model }: CostFilter,
) {
  let query = door.of(profileId).selectFrom('cost_day');
  if (from) query = query.where('month', '>=', monthOf(from)).where('day', '>=', dayOf(from));
  if (to) query = query.where('day', '<', dayOf(to));
  if (month !== undefined) query = query.where('month', '=', month);
  if (day !== undefined) query = query.where('month', '>=', day.slice(0, 7)).where('day', '=', day);
  if (provider !== undefined) query = query.where('provider', '=', provider);
  if (model !== undefined) query = query.where('model', '=', model);
  return query;
}

const latest = (one: Date | undefined, other: Date | undefined) =>
  one && other ? (one > other ? one : other) : (one ?? other);
const earliest = (one: Date | undefined, other: Date | undefined) =>
  one && other ? (one < other ? one : other) : (one ?? other);
