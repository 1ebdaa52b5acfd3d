import type { JsonColumn, LogTables, Timestamp } from '@clipcast/event-store';
import type { CostId, Micros, Uuid } from '@clipcast/kernel';
import type { QuotaChanged } from '@clipcast/contracts';

interface OfProfile {
  profile_id: Uuid;
}

/** A profile that profile-service has registered. */
export type KnownProfileTable = OfProfile;

/** What a profile may spend in a month that begins now. */
export interface QuotaTable extends OfProfile {
  limit_micros: Micros;
  warn_at_percent: number;
  enforcement: QuotaChanged['data']['enforcement'];
  /** Of the profile's stream when it was set: a higher one is newer. */
  version: number;
}

/** One cost, as it was booked. */
export interface CostEntryTable extends OfProfile {
  cost_id: CostId;
  month: string;
  provider: string;
  model: string;
  /** A decimal, as it was reported. */
  quantity: string;
  unit: string;
  amount_micros: Micros;
  incurred_at: Timestamp;
  source: JsonColumn<Readonly<Record<string, string>>>;
  /** Of its fact in the log. */
  position: bigint;
}

/** What a profile spent in a month with one provider: the sum of its cost entries. */
export interface MonthSpentTable extends OfProfile {
  month: string;
  provider: string;
  spent_micros: Micros;
  entries: bigint;
}

export interface BillingTables extends LogTables {
  known_profile: KnownProfileTable;
  quota: QuotaTable;
  cost_entry: CostEntryTable;
  month_spent: MonthSpentTable;
}
