import type { Uuid } from '@clipcast/kernel';
import type { Generated } from 'kysely';

/** The newest rebuild of a projection: asked for, under way, or done. */
export interface RebuildsTable {
  name: string;
  source: string;
  /** Which version is built. */
  version: number;
  status: 'requested' | 'building' | 'done';
  /** Whether it may start from the retired tables, where they are of its version. */
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
  requested_at: Date;
  updated_at: Date;
}

/** The tables that served before the newest switch: the way back. */
export interface RetiredTablesTable {
  name: string;
  source: string;
  version: number;
  tables: readonly string[];
  position: bigint;
  epoch: Uuid | null;
  retired_at: Date;
}
