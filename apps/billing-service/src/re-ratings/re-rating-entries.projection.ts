import type { CostRecorded } from '@clipcast/contracts';
import {
  columnSet,
  isEvent,
  type Projection,
  type ProjectionTable,
  type RecordedEvent,
} from '@clipcast/event-store';
import { bareId, parseUsd, type ReRatingId } from '@clipcast/kernel';
import { sql } from 'kysely';
import type { BillingTables } from '../database.ts';
import { rate } from '../prices/rating.ts';
import { correctionIdOf } from './re-ratings.ts';

const reRatingEntryTable: ProjectionTable = {
  name: 're_rating_entry',
  create: async (db) => {
    await sql`
      create table re_rating_entry (
        profile_id uuid not null,
        re_rating_id text not null,
        cost_id text not null,
        old_micros bigint not null,
        new_micros bigint not null,
        difference_micros bigint not null,
        entry jsonb not null,
        primary key (re_rating_id, profile_id, cost_id)
      )`.execute(db);
  },
};

const COLUMNS = {
  profile_id: 'uuid',
  re_rating_id: 'text',
  cost_id: 'text',
  old_micros: 'bigint',
  new_micros: 'bigint',
  difference_micros: 'bigint',
  entry: 'jsonb',
};

/** The corrections of every re-rating, without their inverses: what it changed, and what undoing it takes back. */
export const reRatingEntries: Projection<BillingTables> = {
  name: 're-rating-entries',
  version: 1,
  tables: [reRatingEntryTable],
  apply: async (tx, events) => {
    const rows = events
      .filter((event) => isEvent<CostRecorded>(event, 'CostRecorded'))
      .flatMap((event) => correctionIn(event));
    if (rows.length === 0) return;
    await sql`
      insert into re_rating_entry select * from ${columnSet(COLUMNS, rows)} as entry
          on conflict do nothing`.execute(tx);
  },
};

/** The id shows whose correction it is: anybody may report a cost that says in its source that it is one. */
function correctionIn({ profileId, data }: RecordedEvent<CostRecorded>) {
  const { corrects, price, costId, quantity, amountUsd, source } = data;
  const reRatingId = source['reRatingId'] as ReRatingId | undefined;
  if (corrects === null || price === null || reRatingId === undefined) return [];
  if (costId !== correctionIdOf(reRatingId, corrects)) return [];
  const [now, difference] = [rate(quantity, price), parseUsd(amountUsd)];
  return [
    {
      profile_id: bareId(profileId),
      re_rating_id: reRatingId,
      cost_id: corrects,
      old_micros: now - difference,
      new_micros: now,
      difference_micros: difference,
      entry: data,
    },
  ];
}
