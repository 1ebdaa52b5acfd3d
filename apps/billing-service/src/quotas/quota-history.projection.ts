import { quotaChanged } from '@clipcast/contracts';
import { rowSet, type ProjectionTable } from '@clipcast/event-store';
import { bareId } from '@clipcast/kernel';
import { isPublic, type ForeignProjection } from '@clipcast/messaging';
import { sql } from 'kysely';
import type { BillingTables } from '../database.ts';
import { quotaOf } from './quota.ts';

const quotaHistoryTable: ProjectionTable = {
  name: 'quota_history',
  create: async (db) => {
    await sql`
      create table quota_history (
        profile_id uuid not null,
        limit_micros bigint not null,
        warn_at_percent int not null,
        also_tell_at_percent int[] not null,
        enforcement text not null,
        version int not null,
        recorded_at timestamptz not null,
        primary key (profile_id, version)
      )`.execute(db);
  },
};

/** Every quota that a profile ever had, so that a month can be shown as it was seen at an earlier instant. */
export const quotaHistory: ForeignProjection<BillingTables> = {
  name: 'quota-history',
  source: 'profile',
  version: 1,
  tables: [quotaHistoryTable],
  project: async (tx, events) => {
    const rows = events
      .filter((event) => isPublic(event, quotaChanged))
      .map(({ profileId, streamVersion, recordedAt, data }) => {
        const { limit, warnAtPercent, alsoTellAtPercent, enforcement, version } = quotaOf(
          data,
          streamVersion,
        );
        return {
          profile_id: bareId(profileId),
          limit_micros: String(limit),
          warn_at_percent: warnAtPercent,
          also_tell_at_percent: alsoTellAtPercent,
          enforcement,
          version,
          recorded_at: recordedAt,
        };
      });
    if (rows.length === 0) return;
    await sql`
      insert into quota_history
      select * from ${rowSet<BillingTables, 'quota_history'>('quota_history', rows)}
          on conflict do nothing`.execute(tx);
  },
};
