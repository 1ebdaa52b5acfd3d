import { quotaExhausted, quotaRestored } from '@clipcast/contracts';
import { rowSet, type CarriedRow, type ProjectionTable } from '@clipcast/event-store';
import { bareId } from '@clipcast/kernel';
import { isPublic, type ForeignProjection } from '@clipcast/messaging';
import { sql } from 'kysely';
import type { PublishTables, QuotaStandingTable } from '../database.ts';

const quotaStandingTable: ProjectionTable = {
  name: 'quota_standing',
  create: async (db) => {
    await sql`
      create table quota_standing (
        profile_id uuid not null,
        month text not null,
        exhausted boolean not null,
        enforcement text not null,
        spent_usd text not null,
        reserved_usd text not null,
        limit_usd text not null,
        version int not null,
        primary key (profile_id, month)
      )`.execute(db);
  },
};

/** Whose month is used up, from billing-service's facts. */
export const quotaStandings: ForeignProjection<PublishTables> = {
  name: 'quota-standings',
  source: 'billing',
  version: 1,
  tables: [quotaStandingTable],
  project: async (tx, events) => {
    const newest = new Map<string, CarriedRow<QuotaStandingTable>>();
    for (const event of events) {
      const exhausted = isPublic(event, quotaExhausted);
      if (!exhausted && !isPublic(event, quotaRestored)) continue;
      const { month, enforcement, spentUsd, reservedUsd, limitUsd } = event.data;
      newest.set(`${event.profileId} ${month}`, {
        profile_id: bareId(event.profileId),
        month,
        exhausted,
        enforcement,
        spent_usd: spentUsd,
        reserved_usd: reservedUsd,
        limit_usd: limitUsd,
        version: event.streamVersion,
      });
    }
    if (newest.size === 0) return;
    const rows = rowSet<PublishTables, 'quota_standing'>('quota_standing', [...newest.values()]);
    await sql`
      insert into quota_standing select * from ${rows}
          on conflict (profile_id, month) do update
         set exhausted = excluded.exhausted, enforcement = excluded.enforcement, spent_usd = excluded.spent_usd,
             reserved_usd = excluded.reserved_usd, limit_usd = excluded.limit_usd, version = excluded.version
       where quota_standing.version < excluded.version`.execute(tx);
  },
};
