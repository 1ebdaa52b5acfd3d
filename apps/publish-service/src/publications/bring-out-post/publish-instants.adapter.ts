import { SharedStatement } from '@clipcast/event-store';
import { bareId, type ProfileId, type Timers } from '@clipcast/kernel';
import { sql, type Kysely } from 'kysely';
import type { PublishTables } from '../../database.ts';

const KEPT_MS = 3 * 24 * 3_600_000;
/** Past instants are swept after so many reservations. */
const SWEEP_EVERY = 1_000;

/**
 * Hands out instants so that no two posts of an account share one, whichever profiles they are of: the instant is what a
 * post is found by. Whole seconds are left to people, who pick such in Postiz.
 */
export class PublishInstants {
  #reserved = 0;

  readonly #reservations: SharedStatement<Reservation, boolean>;

  constructor(
    private readonly db: Kysely<PublishTables>,
    timers: Pick<Timers, 'turn'>,
  ) {
    this.#reservations = new SharedStatement((wanted) => reserveAll(db, wanted), timers);
  }

  /** The first free millisecond at or after `wanted`, taken for this post. */
  async reserve(profileId: ProfileId, integrationId: string, wanted: Date, now: Date): Promise<Date> {
    for (let instant = wanted; ; instant = new Date(instant.getTime() + 1)) {
      if (instant.getTime() % 1_000 === 0) continue;
      if (await this.#reservations.ask({ profileId, integrationId, instant })) {
        if (this.#reserved++ % SWEEP_EVERY === 0) await this.#forget(new Date(now.getTime() - KEPT_MS));
        return instant;
      }
    }
  }

  async #forget(before: Date): Promise<void> {
    await this.db.deleteFrom('publish_instant').where('publish_at', '<', before).execute();
  }
}

interface Reservation {
  readonly profileId: ProfileId;
  readonly integrationId: string;
  readonly instant: Date;
}

/**
 * Takes each instant that is free; of two who want the same one the first gets it. All replicas lock in the same order, so
 * that none waits for another in a ring.
 */
async function reserveAll(db: Kysely<PublishTables>, wanted: readonly Reservation[]): Promise<boolean[]> {
  const { rows } = await sql<{ integration_id: string; publish_at: Date }>`
    insert into publish_instant (profile_id, integration_id, publish_at)
    select profile_id, integration_id, publish_at
      from unnest(${wanted.map(({ profileId }) => bareId(profileId))}::uuid[],
                  ${wanted.map(({ integrationId }) => integrationId)}::text[],
                  ${wanted.map(({ instant }) => instant)}::timestamptz[])
           with ordinality as wanted (profile_id, integration_id, publish_at, number)
     order by integration_id, publish_at, number
        on conflict do nothing
    returning integration_id, publish_at`.execute(db);
  const taken = new Set(rows.map((row) => nameOf(row.integration_id, row.publish_at)));
  return wanted.map(({ integrationId, instant }) => taken.delete(nameOf(integrationId, instant)));
}

const nameOf = (integrationId: string, instant: Date): string => `${integrationId} ${instant.getTime()}`;
