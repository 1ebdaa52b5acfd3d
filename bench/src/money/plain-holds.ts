import type { Database } from '@clipcast/event-store';
import { bareId, prefixed, type ProfileId, type Runtime } from '@clipcast/kernel';
import { HOLD_MICROS, HOLD_PURPOSE, HOLD_SECONDS, type HoldWay } from './hold.ts';

interface BudgetRow {
  readonly limit_micros: bigint;
  readonly reserved_micros: bigint;
}

/**
 * The baseline: a transaction for each hold that locks the budget's row, looks at it, adds to it and writes the hold down.
 * It keeps no history and tells nobody.
 */
export class PlainHolds implements HoldWay {
  private constructor(
    private readonly database: Database,
    private readonly runtime: Runtime,
  ) {}

  static async open(database: Database, runtime: Runtime): Promise<PlainHolds> {
    await database.pool.query(`
      create table plain_budget (
        profile_id uuid primary key, limit_micros bigint not null, reserved_micros bigint not null default 0
      ) with (fillfactor = 50);
      create table plain_hold (
        hold_id text primary key, profile_id uuid not null, amount_micros bigint not null, purpose text not null,
        expires_at timestamptz not null)`);
    return new PlainHolds(database, runtime);
  }

  async admit(profiles: readonly ProfileId[], limitMicros: bigint): Promise<void> {
    await this.database.pool.query(
      'insert into plain_budget (profile_id, limit_micros) select unnest($1::uuid[]), $2',
      [profiles.map(bareId), limitMicros],
    );
  }

  async hold(profileId: ProfileId): Promise<boolean> {
    const id = bareId(profileId);
    const client = await this.database.pool.connect();
    try {
      await client.query('begin');
      const { rows } = await client.query<BudgetRow>({
        name: 'plain_lock',
        text: 'select limit_micros, reserved_micros from plain_budget where profile_id = $1 for update',
        values: [id],
      });
      const [row] = rows;
      if (!row || row.reserved_micros + HOLD_MICROS > row.limit_micros) {
        await client.query('rollback');
        return false;
      }
      await client.query({
        name: 'plain_add',
        text: 'update plain_budget set reserved_micros = reserved_micros + $2 where profile_id = $1',
        values: [id, HOLD_MICROS],
      });
      await client.query({
        name: 'plain_hold',
        text: `insert into plain_hold values ($1, $2, $3, $4, now() + interval '${HOLD_SECONDS} seconds')`,
        values: [prefixed('rsv', this.runtime.ids.next()), id, HOLD_MICROS, HOLD_PURPOSE],
      });
      await client.query('commit');
      return true;
    } finally {
      client.release();
    }
  }

  async heldBy(profileId: ProfileId): Promise<bigint> {
    const { rows } = await this.database.pool.query<{ held: bigint }>(
      'select sum(amount_micros)::bigint as held from plain_hold where profile_id = $1',
      [bareId(profileId)],
    );
    return rows[0]?.held ?? 0n;
  }
}
