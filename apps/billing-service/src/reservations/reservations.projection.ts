import {
  columnSet,
  isEvent,
  rowSet,
  type CarriedRow,
  type Projection,
  type ProjectionTable,
  type RecordedEvent,
} from '@clipcast/event-store';
import type {
  ReservationExpired,
  ReservationOpened,
  ReservationReleased,
  ReservationSettled,
} from '@clipcast/contracts';
import { bareId, parseUsd } from '@clipcast/kernel';
import { sql } from 'kysely';
import type { ReservationHardened } from '../budgets/budget.ts';
import type { BillingTables, ReservationTable } from '../database.ts';
import type { ReservationStatus } from './reservation-view.ts';

const reservationTable: ProjectionTable = {
  name: 'reservation',
  create: async (db) => {
    await sql`
      create table reservation (
        profile_id uuid not null,
        reservation_id text not null,
        month text not null,
        status text not null,
        class text not null,
        amount_micros bigint not null,
        spent_micros bigint,
        overrun_micros bigint,
        cost_id text,
        purpose text not null,
        usage jsonb,
        price jsonb,
        group_id text,
        access_key_id text,
        opened_at timestamptz not null,
        expires_at timestamptz,
        ended_at timestamptz,
        version int not null,
        position bigint not null,
        primary key (profile_id, reservation_id)
      )`.execute(db);
  },
  // Those that are open are few beside those there ever were, so what looks for them has indexes of them alone.
  indexes: async (db) => {
    await sql`create index reservation_by_position on reservation (profile_id, position)`.execute(db);
    await sql`
      create index reservation_open on reservation (profile_id, position) where status = 'open'`.execute(db);
    await sql`
      create index reservation_due on reservation (expires_at) where status = 'open' and class = 'soft'`.execute(
      db,
    );
    await sql`
      create index reservation_hard on reservation (opened_at, position)
       where status = 'open' and class = 'hard'`.execute(db);
  },
};

/** What became of a reservation that is open, in the order of the columns of {@link CHANGE}. */
interface Change {
  readonly profile_id: string;
  readonly reservation_id: string;
  readonly status: ReservationStatus;
  /** Whether it was made hard; then it no longer expires. */
  readonly hardened: boolean;
  readonly spent_micros: bigint | null;
  readonly overrun_micros: bigint | null;
  readonly cost_id: string | null;
  readonly ended_at: Date | string | null;
  readonly version: number;
}

const CHANGE = {
  profile_id: 'uuid',
  reservation_id: 'text',
  status: 'text',
  hardened: 'boolean',
  spent_micros: 'bigint',
  overrun_micros: 'bigint',
  cost_id: 'text',
  ended_at: 'timestamptz',
  version: 'int',
};

/**
 * Every reservation there ever was: the budgets' own states hold only those that are open. Two statements a batch, whatever
 * happened in it; the version of the budget's stream guards each row, so a repeated fact changes nothing.
 */
export const reservations: Projection<BillingTables> = {
  name: 'reservations',
  version: 1,
  tables: [reservationTable],
  apply: async (tx, events) => {
    const opened = events
      .filter((event) => isEvent<ReservationOpened>(event, 'ReservationOpened'))
      .map(rowOf);
    const changes = changesOf(events);
    if (opened.length > 0)
      await sql`
        insert into reservation select * from ${rowSet<BillingTables, 'reservation'>('reservation', opened)}
            on conflict (profile_id, reservation_id) do nothing`.execute(tx);
    if (changes.length > 0)
      await sql`
        update reservation
           set status = change.status,
               class = case when change.hardened then 'hard' else reservation.class end,
               expires_at = case when change.hardened then null else reservation.expires_at end,
               spent_micros = change.spent_micros, overrun_micros = change.overrun_micros,
               cost_id = change.cost_id, ended_at = change.ended_at, version = change.version
          from ${columnSet(CHANGE, changes)} as change
         where reservation.profile_id = change.profile_id
           and reservation.reservation_id = change.reservation_id
           and reservation.version < change.version`.execute(tx);
  },
};

function rowOf({
  profileId,
  data,
  position,
  version,
  recordedAt,
}: RecordedEvent<ReservationOpened>): CarriedRow<ReservationTable> {
  return {
    profile_id: bareId(profileId),
    reservation_id: data.reservationId,
    month: data.month,
    status: 'open',
    class: data.expiresAt === null ? 'hard' : 'soft',
    amount_micros: String(parseUsd(data.amountUsd)),
    spent_micros: null,
    overrun_micros: null,
    cost_id: null,
    purpose: data.purpose,
    usage: data.usage,
    price: data.price,
    group_id: data.groupId,
    access_key_id: data.accessKeyId,
    opened_at: recordedAt,
    expires_at: data.expiresAt,
    ended_at: null,
    version,
    position: String(position),
  };
}

/** One change a reservation, whatever of it is in the batch: a row cannot be updated twice in one statement. */
function changesOf(events: readonly RecordedEvent[]): Change[] {
  const changes = new Map<string, Change>();
  for (const event of events) {
    const change = changeOf(event);
    if (!change) continue;
    const key = `${change.profile_id} ${change.reservation_id}`;
    const hardened = change.hardened || (changes.get(key)?.hardened ?? false);
    changes.set(key, { ...change, hardened });
  }
  return [...changes.values()];
}

function changeOf(event: RecordedEvent): Change | undefined {
  if (isEvent<ReservationHardened>(event, 'ReservationHardened'))
    return { ...unended(event, event.data), status: 'open', hardened: true };
  if (isEvent<ReservationSettled>(event, 'ReservationSettled')) {
    const { amountUsd, overrunUsd, costId } = event.data;
    return {
      ...unended(event, event.data),
      status: 'settled',
      spent_micros: parseUsd(amountUsd),
      overrun_micros: parseUsd(overrunUsd),
      cost_id: costId,
      ended_at: event.recordedAt,
    };
  }
  if (isEvent<ReservationReleased>(event, 'ReservationReleased'))
    return { ...unended(event, event.data), status: 'released', ended_at: event.recordedAt };
  if (isEvent<ReservationExpired>(event, 'ReservationExpired'))
    return { ...unended(event, event.data), status: 'expired', ended_at: event.data.expiredAt };
  return undefined;
}

const unended = (
  { profileId, version }: RecordedEvent,
  { reservationId }: { readonly reservationId: string },
) => ({
  profile_id: bareId(profileId),
  reservation_id: reservationId,
  hardened: false,
  spent_micros: null,
  overrun_micros: null,
  cost_id: null,
  ended_at: null,
  version,
});
