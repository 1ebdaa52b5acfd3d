import { bareId, prefixed, type Clock } from '@clipcast/kernel';
import { sql, type Kysely } from 'kysely';
import type { PublishTables } from '../../database.ts';
import type { PostTask } from './post-task.ts';

/** A task is free again this long after its worker was last heard of. */
export const LEASE_MS = 15_000;

/** How far into the queue brands are looked for; ranking more would cost more than it is worth at every poll. */
const RANKED_MAX = 10_000;

/** The posts that wait for work, shared by the workers of all replicas through leases. */
export class PostTaskQueue {
  constructor(
    private readonly db: Kysely<PublishTables>,
    private readonly clock: Clock,
  ) {}

  /** Takes up to `limit` due tasks for this worker alone; a brand's second task stands behind every brand's first. */
  async claim(limit: number): Promise<PostTask[]> {
    const now = this.clock.now();
    const { rows } = await sql<{
      profile_id: string;
      publication_id: PostTask['publicationId'];
      integration_id: string;
      fence: number;
      tries: number;
    }>`
      with due as (
        select profile_id, publication_id, integration_id, due_at,
               row_number() over (partition by profile_id order by due_at) as turn
          from (select * from post_task where due_at <= ${now} and (lease_until is null or lease_until < ${now})
                 order by due_at limit ${RANKED_MAX}) oldest
      ), taken as (
        select t.profile_id, t.publication_id, t.integration_id
          from post_task t join due using (profile_id, publication_id, integration_id)
         where t.lease_until is null or t.lease_until < ${now}
         order by due.turn, due.due_at limit ${limit}
           for update of t skip locked
      )
      update post_task t set lease_until = ${this.#leaseEnd()}, fence = t.fence + 1
        from taken k
       where (t.profile_id, t.publication_id, t.integration_id) = (k.profile_id, k.publication_id, k.integration_id)
      returning t.profile_id, t.publication_id, t.integration_id, t.fence, t.tries`.execute(this.db);
    return rows.map((row) => ({
      profileId: prefixed('prf', row.profile_id),
      publicationId: row.publication_id,
      integrationId: row.integration_id,
      fence: row.fence,
      tries: row.tries,
    }));
  }

  /** Holds the task longer. False when another worker has it. */
  async renew(task: PostTask): Promise<boolean> {
    const { numUpdatedRows } = await this.#mine(task)
      .set({ lease_until: this.#leaseEnd() })
      .executeTakeFirstOrThrow();
    return numUpdatedRows === 1n;
  }

  /** Gives the task back, due again in `ms`; nothing happens when another worker has it, or when it is done. */
  async release(task: PostTask, ms: number, tries: number): Promise<void> {
    const dueAt = new Date(this.clock.now().getTime() + ms);
    await this.#mine(task).set({ lease_until: null, due_at: dueAt, tries }).execute();
  }

  #leaseEnd(): Date {
    return new Date(this.clock.now().getTime() + LEASE_MS);
  }

  #mine({ profileId, publicationId, integrationId, fence }: PostTask) {
    return this.db
      .updateTable('post_task')
      .where('profile_id', '=', bareId(profileId))
      .where('publication_id', '=', publicationId)
      .where('integration_id', '=', integrationId)
      .where('fence', '=', fence);
  }
}
