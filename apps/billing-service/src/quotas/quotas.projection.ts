import { quotaChanged } from '@clipcast/contracts';
import { rowSet, type CarriedRow, type ProjectionTable } from '@clipcast/event-store';
import { bareId } from '@clipcast/kernel';
import { isPublic, type ForeignProjection } from '@clipcast/messaging';
import { sql } from 'kysely';
import type { BillingTables, QuotaTable } from '../database.ts';
import { quotaOf } from './quota.ts';

const quotaTable: ProjectionTable = {
  name: 'quota',
  create: async (db) => {
    await sql`
      create table quota (
        profile_id uuid primary key,
        limit_micros bigint not null,
        warn_at_percent int not null,
        also_tell_at_percent int[] not null,
        enforcement text not null,
        version int not null
      )`.execute(db);
  },
};

/** The newest quota of each profile, from profile-service's facts: what a month that begins counts against. */
export const quotas: ForeignProjection<BillingTables> = {
  name: 'quotas',
  source: 'profile',
  version: 2,
  tables: [quotaTable],
  project: async (tx, events) => {
    const newest = new Map<string, CarriedRow<QuotaTable>>();
    for (const event of events) {
      if (!isPublic(event, quotaChanged)) continue;
      const { limit, warnAtPercent, alsoTellAtPercent, enforcement, version } = quotaOf(
        event.data,
        event.streamVersion,
      );
      const profile_id = bareId(event.profileId);
      if ((newest.get(profile_id)?.version ?? 0) > version) continue;
      newest.set(profile_id, {
        profile_id,
        limit_micros: String(limit),
        warn_at_percent: warnAtPercent,
        also_tell_at_percent: alsoTellAtPercent,
        enforcement,
        version,
      });
    }
    if (newest.size === 0) return;
    await sql`
      insert into quota select * from ${rowSet<BillingTables, 'quota'>('quota', [...newest.values()])}
          on conflict (profile_id) do update
         set limit_micros = excluded.limit_micros, warn_at_percent = excluded.warn_at_percent,
             also_tell_at_percent = excluded.also_tell_at_percent,
             enforcement = excluded.enforcement, version = excluded.version
       where quota.version < excluded.version`.execute(tx);
  },
};
