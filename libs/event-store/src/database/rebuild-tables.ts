import type { Uuid } from '@clipcast/kernel';
import type { Generated } from 'kysely';

/** The newest rebuild of a projection: asked for, under way, or done. */
export interface RebuildsTable {
  name: string;
  source: string;
  /** Which version is built. */
  version: number;
  status: 'requested' | 'building' | 'done';
  /**
   * Whether it may start from the retired tables, where they are of its version. Only a person asks for one from the first
   * fact, and says with that that the log is right as it is.
   */
  from_retired: boolean;
  /** Up to which fact the shadow tables are filled. */
  position: Generated<bigint>;
  /** Where the log ended when it was looked at last. */
  target: Generated<bigint>;
  epoch: Uuid | null;
  /** Whether the shadow tables have the indexes for their readers. */
  indexed: Generated<boolean>;
  error: string | null;
  /** Where and when this attempt began, for its speed. */
  started_from: Generated<bigint>;
  started_at: Date | null;
  /** By the database's clock. */
  requested_at: Date;
  /** What was replayed from then on, by the database's clock, may be missing in the shadow tables. */
  replayed_since: Date;
  updated_at: Date;
}

/** The tables that served before the newest switch: the way back. */
export interface RetiredTablesTable {
  name: string;
  source: string;
  version: number;
  tables: readonly string[];
  position: bigint;
  /** Null when they hold facts that the log does not have. */
  epoch: Uuid | null;
  /** By the database's clock, as the times at which letters were settled. */
  retired_at: Date;
}
