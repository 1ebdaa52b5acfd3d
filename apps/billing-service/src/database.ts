import type { JsonColumn, LogTables, Timestamp } from '@clipcast/event-store';
import type { CostId, Micros, ReRatingId, ReservationId, Uuid } from '@clipcast/kernel';
import type { AppliedPrice, CostRecorded, QuotaChanged } from '@clipcast/contracts';
import type { Selectable } from 'kysely';
import type { ReservedUsage } from './budgets/holds.ts';
import type { ReservationClass, ReservationStatus } from './reservations/reservation-view.ts';
import type { ToldThreshold } from './budgets/told-thresholds.ts';

interface OfProfile {
  profile_id: Uuid;
}

/** A profile that profile-service has registered. */
export type KnownProfileTable = OfProfile;

/** What a profile may spend in a month that begins now. */
export interface QuotaTable extends OfProfile {
  limit_micros: Micros;
  warn_at_percent: number;
  also_tell_at_percent: readonly number[];
  enforcement: QuotaChanged['data']['enforcement'];
  /** Of the profile's stream when it was set: a higher one is newer. */
  version: number;
}

/** A quota that a profile had once, from the instant on at which profile-service recorded it. */
export interface QuotaHistoryTable extends QuotaTable {
  recorded_at: Timestamp;
}

/** What a profile is called. */
export interface ProfileNameTable extends OfProfile {
  name: string;
  slug: string;
  /** The name in small letters: the order of lists. */
  sort_name: string;
  /** Of the profile's stream when it was called so. */
  version: number;
}

/** How a month of a profile stands, as its facts told last. */
export interface MonthBudgetTable extends OfProfile {
  month: string;
  limit_micros: Micros;
  warn_at_percent: number;
  enforcement: QuotaTable['enforcement'];
  spent_micros: Micros;
  reserved_micros: Micros;
  /** The part of the limit that was spent, in hundredths of a percent. */
  used_hundredths: bigint;
  status: 'unlimited' | 'ok' | 'warning' | 'exhausted';
  is_closed: boolean;
  told: JsonColumn<readonly ToldThreshold[]>;
  /** Of the month's stream. */
  version: number;
}

/** What all profiles together have spent and reserved in a month. */
export interface FleetMonthTable {
  month: string;
  spent_micros: Micros;
  reserved_micros: Micros;
  /** So many profiles have that status. */
  warning: number;
  exhausted: number;
}

/** One cost, as it was booked. */
export interface CostEntryTable extends OfProfile {
  cost_id: CostId;
  /** The budget it counts against. */
  month: string;
  provider: string;
  model: string;
  plan: string | null;
  /** A decimal, as it was reported. */
  quantity: string;
  unit: string;
  amount_micros: Micros;
  /** By which price it was rated; these four are null when the amount itself was reported. */
  price_book: AppliedPrice['book'] | null;
  price_version: number | null;
  unit_price_usd: string | null;
  price_per: string | null;
  incurred_at: Timestamp;
  source: JsonColumn<Readonly<Record<string, string>>>;
  /** Out of the source. */
  publication_id: string | null;
  corrects: CostId | null;
  /** The month in which it was incurred, when that one was closed before it came. */
  applies_to: string | null;
  reservation_id: ReservationId | null;
  access_key_id: string | null;
  /** When its fact was written to the log. */
  recorded_at: Timestamp;
  /** Of its fact in the log. */
  position: bigint;
  event_id: Uuid;
  /** W3C trace id of the request or message that booked it. */
  trace_id: string | null;
}

export type CostEntryRow = Selectable<CostEntryTable>;

/** What a profile spent on a day with one model, out of one month's budget: the sum of its cost entries. */
export interface CostDayTable extends OfProfile {
  month: string;
  /** `2026-03-10`, UTC, of when it was incurred: of an earlier month in late entries. */
  day: string;
  provider: string;
  model: string;
  spent_micros: Micros;
  entries: bigint;
}

/** A month whose books are closed. */
export interface ClosedMonthTable extends OfProfile {
  month: string;
  closed_at: Timestamp;
  closed_by: string;
}

/** Usage that is no cost yet, because nobody knows its price. */
export interface UnratedUsageTable extends OfProfile {
  cost_id: CostId;
  /** Of the budget in whose stream it waits. */
  month: string;
  provider: string;
  model: string;
  plan: string | null;
  quantity: string;
  unit: string;
  incurred_at: Timestamp;
  source: JsonColumn<Readonly<Record<string, string>>>;
  access_key_id: string | null;
  applies_to: string | null;
  /** Of its fact in the log. */
  event_id: Uuid;
  correlation_id: Uuid;
  held_at: Timestamp;
  position: bigint;
}

/** The newest price of a book; the fleet's own stands under the fleet's id. */
export interface PriceNewsTable extends OfProfile {
  /** Of its fact in the log. */
  position: bigint;
}

/** A correction that a re-rating has booked: what it shows, and what undoing it needs. */
export interface ReRatingEntryTable extends OfProfile {
  re_rating_id: ReRatingId;
  /** The entry that was corrected. */
  cost_id: CostId;
  old_micros: Micros;
  new_micros: Micros;
  difference_micros: Micros;
  /** The correction as it was booked. */
  entry: JsonColumn<CostRecorded['data']>;
}
/** Money that was set aside, and what became of it. */
export interface ReservationTable extends OfProfile {
  reservation_id: ReservationId;
  month: string;
  /** As the facts have it: one that is past its time stays `open` here until that is noted. */
  status: ReservationStatus;
  class: ReservationClass;
  amount_micros: Micros;
  spent_micros: Micros | null;
  overrun_micros: Micros | null;
  cost_id: CostId | null;
  purpose: string;
  usage: JsonColumn<ReservedUsage | null>;
  price: JsonColumn<AppliedPrice | null>;
  group_id: string | null;
  access_key_id: string | null;
  opened_at: Timestamp;
  expires_at: Date | null;
  ended_at: Date | null;
  /** Of the budget's stream at the last fact about it. */
  version: number;
  /** In the log, of the fact that opened it. */
  position: bigint;
}

export type ReservationRow = Selectable<ReservationTable>;

export interface BillingTables extends LogTables {
  known_profile: KnownProfileTable;
  quota: QuotaTable;
  quota_history: QuotaHistoryTable;
  profile_name: ProfileNameTable;
  month_budget: MonthBudgetTable;
  fleet_month: FleetMonthTable;
  cost_entry: CostEntryTable;
  cost_day: CostDayTable;
  closed_month: ClosedMonthTable;
  unrated_usage: UnratedUsageTable;
  price_news: PriceNewsTable;
  re_rating_entry: ReRatingEntryTable;
  reservation: ReservationTable;
}
