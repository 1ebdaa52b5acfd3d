import { isEvent, type Projection, type ProjectionTable } from '@clipcast/event-store';
import { bareId, type Uuid } from '@clipcast/kernel';
import { sql } from 'kysely';
import type { PublishTables } from '../database.ts';
import type { PublishingPaused, PublishingResumed } from './publishing-switch.ts';

const publishingSwitchTable: ProjectionTable = {
  name: 'publishing_switch',
  create: async (db) => {
    await sql`
      create table publishing_switch (
        profile_id uuid primary key,
        since timestamptz not null,
        reason text
      )`.execute(db);
  },
};

interface Pause {
  readonly profile_id: Uuid;
  readonly since: Date;
  readonly reason: string | null;
}

/** Who is paused: a row for each, and the fleet's under its own id. */
export const publishingSwitches: Projection<PublishTables> = {
  name: 'publishing-switches',
  version: 1,
  tables: [publishingSwitchTable],
  apply: async (tx, events) => {
    const turned = new Map<Uuid, Pause | undefined>();
    for (const event of events) {
      const profile_id = bareId(event.profileId);
      if (isEvent<PublishingPaused>(event, 'PublishingPaused')) {
        const { since, reason } = event.data;
        turned.set(profile_id, { profile_id, since: new Date(since), reason });
      } else if (isEvent<PublishingResumed>(event, 'PublishingResumed')) turned.set(profile_id, undefined);
    }
    if (turned.size === 0) return;
    await tx
      .deleteFrom('publishing_switch')
      .where('profile_id', 'in', [...turned.keys()])
      .execute();
    const paused = [...turned.values()].filter((pause) => pause !== undefined);
    if (paused.length > 0) await tx.insertInto('publishing_switch').values(paused).execute();
  },
};
