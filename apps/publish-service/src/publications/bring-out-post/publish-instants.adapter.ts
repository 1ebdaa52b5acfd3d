import { bareId, type ProfileId } from '@clipcast/kernel';
import type { Kysely } from 'kysely';
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

  constructor(private readonly db: Kysely<PublishTables>) {}

  /** The first free millisecond at or after `wanted`, taken for this post. */
  async reserve(profileId: ProfileId, integrationId: string, wanted: Date, now: Date): Promise<Date> {
    const key = { profile_id: bareId(profileId), integration_id: integrationId };
    for (let instant = wanted; ; instant = new Date(instant.getTime() + 1)) {
      if (instant.getTime() % 1_000 === 0) continue;
      const { numInsertedOrUpdatedRows } = await this.db
        .insertInto('publish_instant')
        .values({ ...key, publish_at: instant })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      if (numInsertedOrUpdatedRows === 1n) {
        if (this.#reserved++ % SWEEP_EVERY === 0) await this.#forget(new Date(now.getTime() - KEPT_MS));
        return instant;
      }
    }
  }

  async #forget(before: Date): Promise<void> {
    await this.db.deleteFrom('publish_instant').where('publish_at', '<', before).execute();
  }
}
