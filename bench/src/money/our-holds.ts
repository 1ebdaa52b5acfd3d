import { readBudget } from '@clipcast/billing-service/dist/budgets/budget-stream.js';
import { monthOf } from '@clipcast/billing-service/dist/budgets/month.js';
import { DatabaseClock } from '@clipcast/billing-service/dist/clock/database-clock.adapter.js';
import type { BillingTables } from '@clipcast/billing-service/dist/database.js';
import { PriceBooks } from '@clipcast/billing-service/dist/prices/price-books.js';
import { KnownProfiles } from '@clipcast/billing-service/dist/profiles/known-profiles.js';
import { knownProfiles } from '@clipcast/billing-service/dist/profiles/known-profiles.projection.js';
import { MonthQuotas } from '@clipcast/billing-service/dist/quotas/month-quotas.js';
import { quotas } from '@clipcast/billing-service/dist/quotas/quotas.projection.js';
import { OpenReservationsHandler } from '@clipcast/billing-service/dist/reservations/open-reservations/open-reservations.handler.js';
import { OpenReservations } from '@clipcast/billing-service/dist/reservations/open-reservations/open-reservations.js';
import { SpendCaps } from '@clipcast/billing-service/dist/spend-caps/spend-caps.js';
import {
  Deciders,
  EventStore,
  installReadModels,
  migrateToLatest,
  TenantDoor,
  type Database,
} from '@clipcast/event-store';
import { bareId, DomainError, prefixed, type ProfileId, type Runtime } from '@clipcast/kernel';
import { HOLD_PURPOSE, HOLD_SECONDS, HOLD_USD, type HoldWay } from './hold.ts';
import { benchContext } from './tenants.ts';

/** Ours: the handler behind `POST /profiles/{id}/reservations`, with everything that the service gives it. */
export class OurHolds implements HoldWay {
  readonly #deciders: Deciders;
  readonly #clock: DatabaseClock;
  readonly #handler: OpenReservationsHandler;

  private constructor(
    private readonly database: Database,
    private readonly runtime: Runtime,
  ) {
    const db = (database as unknown as Database<BillingTables>).db;
    const door = new TenantDoor(db);
    const deciders = new Deciders(new EventStore('billing', database, runtime), runtime);
    this.#deciders = deciders;
    this.#clock = new DatabaseClock(db as never, runtime.clock);
    this.#handler = new OpenReservationsHandler(
      deciders,
      new KnownProfiles(door),
      new MonthQuotas(door, runtime),
      new PriceBooks(deciders, runtime.timers),
      new SpendCaps(deciders, runtime.timers),
      this.#clock,
    );
  }

  /** In an empty database. */
  static async open(database: Database, runtime: Runtime): Promise<OurHolds> {
    await migrateToLatest(database.url);
    await installReadModels(database.db, [knownProfiles, quotas] as never);
    return new OurHolds(database, runtime);
  }

  async admit(profiles: readonly ProfileId[], limitMicros: bigint): Promise<void> {
    const ids = profiles.map(bareId);
    const { pool } = this.database;
    await pool.query('insert into known_profile (profile_id) select unnest($1::uuid[])', [ids]);
    await pool.query(
      `insert into quota (profile_id, limit_micros, warn_at_percent, also_tell_at_percent, enforcement, version)
       select id, $2, 90, '{}', 'hard', 2 from unnest($1::uuid[]) as id`,
      [ids, limitMicros],
    );
  }

  async hold(profileId: ProfileId): Promise<boolean> {
    const { ids } = this.runtime;
    const wanted = {
      reservationId: prefixed('rsv', ids.next()),
      isOwnId: false,
      amountUsd: HOLD_USD,
      usage: null,
      purpose: HOLD_PURPOSE,
      ttlSeconds: HOLD_SECONDS,
    };
    try {
      await this.#handler.execute(new OpenReservations(profileId, [wanted], null, benchContext(ids)));
      return true;
    } catch (error) {
      if (error instanceof DomainError && error.code === 'quota_exceeded') return false;
      throw error;
    }
  }

  async heldBy(profileId: ProfileId): Promise<bigint> {
    const { state } = await readBudget(this.#deciders, profileId, monthOf(await this.#clock.now()));
    return state.reserved;
  }
}
