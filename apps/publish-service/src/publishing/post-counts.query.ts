import type { TenantDoor } from '@clipcast/event-store';
import { bareId, type ProfileId } from '@clipcast/kernel';
import { sql } from 'kysely';
import type { PublishTables } from '../database.ts';
import { postTaskTable } from '../publications/bring-out-post/post-task.ts';

/** Posts that are not settled. */
export interface PostCounts {
  /** Nobody works on them now: they are not due, or their turn has not come. */
  readonly waiting: number;
  /** A worker of some replica has them. */
  readonly running: number;
}

export class PostsAtWork {
  constructor(private readonly door: TenantDoor<PublishTables>) {}

  async countOf(profileId: ProfileId): Promise<PostCounts> {
    const { rows } = await sql<PostCounts>`
      select count(*) filter (where lease_until > statement_timestamp())::int as running,
             count(*) filter (where lease_until is null or lease_until <= statement_timestamp())::int as waiting
        from ${sql.table(postTaskTable.name)}
       where profile_id = ${bareId(profileId)}`.execute(this.door.ofEveryProfile);
    return rows[0] ?? { waiting: 0, running: 0 };
  }
}
