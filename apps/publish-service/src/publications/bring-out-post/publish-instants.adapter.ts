import { bareId, type ProfileId } from '@clipcast/kernel';
import type { Kysely } from 'kysely';
import type { PublishTables } from '../../database.ts';

const KEPT_MS = 3 * 24 * 3_600_000;

/** Hands out instants so that no two posts of an integration share one: the instant is what a post is found by. */
export class PublishInstants {
  constructor(private readonly db: Kysely<PublishTables>) {}

  /** The first free millisecond at or after `wanted`, taken for this post. */
  async reserve(profileId: ProfileId, integrationId: string, wanted: Date): Promise<Date> {
    const key = { profile_id: bareId(profileId), integration_id: integrationId };
    for (let instant = wanted; ; instant = new Date(instant.getTime() + 1)) {
      const { numInsertedOrUpdatedRows } = await this.db
        .insertInto('publish_instant')
        .values({ ...key, publish_at: instant })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      if (numInsertedOrUpdatedRows === 1n) {
        await this.#forget(key, new Date(wanted.getTime() - KEPT_MS));
        return instant;
      }
    }
  }

  async #forget(key: { profile_id: string; integration_id: string }, before: Date): Promise<void> {
    await this.db
      .deleteFrom('publish_instant')
      .where('profile_id', '=', key.profile_id)
      .where('integration_id', '=', key.integration_id)
      .where('publish_at', '<', before)
      .execute();
  }
}
