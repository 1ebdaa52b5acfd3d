import type { LogTables } from '@clipcast/event-store';
import { bareId, DomainError, prefixed, type ClipId, type ProfileId, type Uuid } from '@clipcast/kernel';
import { sql, type Kysely, type Transaction } from 'kysely';
import { settledStatuses } from './settled-publications.ts';

/** For how long a file may stand in the store before a fact says whose it is. */
const HELD = sql`interval '1 hour'`;
/** For how long a store may still do what it was asked, without having answered. */
const LATE = sql`interval '10 minutes'`;
/** Stands where a clip would: the file is being removed, or it is not known whether it was. */
const REMOVING = 'removing';

/** One file of one profile. */
export interface StoredContent {
  readonly profileId: ProfileId;
  readonly sha256: string;
}

type Db = Kysely<LogTables> | Transaction<LogTables>;

/**
 * Which clips use which files. It is what makes removing safe: whoever is about to keep a file says so first, a fact about
 * a clip changes its use in the fact's own transaction, and a file goes only while nobody can begin to use it. Clips from
 * before there were uses are known by the read model alone, so removing rests on that too: it has to be level.
 */
export class MediaUses {
  constructor(
    private readonly db: Kysely<LogTables>,
    /** For how long a file stays after the last clip has let go of it: who is reading it can finish. */
    private readonly graceSeconds: number,
  ) {}

  /**
   * Holds a file for a clip that is about to be, before the file is kept. A clip that uses it already goes on using it.
   * @throws {DomainError} `media_store_unavailable` when a removal of the same file may still come late.
   */
  async hold(content: StoredContent, clipId: ClipId): Promise<void> {
    await this.db.transaction().execute(async (tx) => {
      await lock(tx, content);
      if (await isBeingRemoved(tx, content)) throw stillRemoving();
      await sql`
        insert into media_use (profile_id, sha256, clip_id, removable_from)
        values (${bareId(content.profileId)}, ${content.sha256}, ${clipId}, clock_timestamp() + ${HELD})
            on conflict (profile_id, sha256, clip_id) do update set removable_from = excluded.removable_from
         where media_use.removable_from is not null`.execute(tx);
    });
  }

  /**
   * The clip is a fact: the file stays until the clip lets go of it.
   * @throws {DomainError} `media_hold_expired` when the hold was over, so that the file may be gone.
   */
  async confirm(tx: Db, { profileId, sha256 }: StoredContent, clipId: ClipId): Promise<void> {
    const { numAffectedRows } = await sql`
      update media_use set removable_from = null
       where profile_id = ${bareId(profileId)} and sha256 = ${sha256} and clip_id = ${clipId}
         and removable_from > clock_timestamp()`.execute(tx);
    if (numAffectedRows === 1n) return;
    throw new DomainError(
      'media_hold_expired',
      'unavailable',
      'Too much time went by between the arrival of the video and its registration. Send it again.',
    );
  }

  /** The clip lets go of the file; it stays for the grace time, and as long as a publication of the clip is under way. */
  async release(tx: Db, { profileId, sha256 }: StoredContent, clipId: ClipId): Promise<void> {
    await sql`
      insert into media_use (profile_id, sha256, clip_id, removable_from)
      values (${bareId(profileId)}, ${sha256}, ${clipId},
              clock_timestamp() + make_interval(secs => ${this.graceSeconds}))
          on conflict (profile_id, sha256, clip_id) do update set removable_from = excluded.removable_from`.execute(
      tx,
    );
  }

  /** Files that a clip has let go of, and whose time is over; the oldest first. */
  async removable(limit: number): Promise<StoredContent[]> {
    const { rows } = await sql<{ profile_id: Uuid; sha256: string }>`
      select profile_id, sha256 from media_use use
       where ${isOver}
       group by profile_id, sha256 order by min(removable_from) limit ${limit}`.execute(this.db);
    return rows.map(({ profile_id, sha256 }) => ({ profileId: prefixed('prf', profile_id), sha256 }));
  }

  /**
   * Forgets the uses of a file that are over; when none is left, `remove` removes it meanwhile, and whoever wants to hold
   * it waits until that is done. A crash in between leaves the uses, and all of it happens again; until nothing of a
   * removal that failed can come late any more, the file cannot be held.
   * @returns whether the file was removed.
   */
  async forget(content: StoredContent, remove: () => Promise<void>): Promise<boolean> {
    return this.db.transaction().execute(async (tx) => {
      await lock(tx, content);
      await sql`
        delete from media_use use where ${isOf(content)} and clip_id <> ${REMOVING} and ${isOver}`.execute(
        tx,
      );
      const mayComeLate = await isBeingRemoved(tx, content);
      const isUsed = await this.#isUsed(tx, content);
      if (!isUsed) {
        await this.#announceRemoval(content);
        await remove();
      }
      if (!mayComeLate)
        await sql`delete from media_use where ${isOf(content)} and clip_id = ${REMOVING}`.execute(tx);
      return !isUsed;
    });
  }

  async #isUsed(tx: Db, content: StoredContent): Promise<boolean> {
    const { rows } = await sql`
      select from media_use where ${isOf(content)} and clip_id <> ${REMOVING}
       union all
      select from clip where ${isOf(content)} and status = 'ready'
       limit 1`.execute(tx);
    return rows.length > 0;
  }

  /** In a transaction of its own, so that it stays when the removal fails, or when the process ends in it. */
  async #announceRemoval({ profileId, sha256 }: StoredContent): Promise<void> {
    await sql`
      insert into media_use (profile_id, sha256, clip_id, removable_from)
      values (${bareId(profileId)}, ${sha256}, ${REMOVING}, clock_timestamp() + ${LATE})
          on conflict (profile_id, sha256, clip_id) do update set removable_from = excluded.removable_from`.execute(
      this.db,
    );
  }
}

const isOf = ({ profileId, sha256 }: StoredContent) =>
  sql`profile_id = ${bareId(profileId)} and sha256 = ${sha256}`;

/**
 * The time of a use is over, its clip does not show as one that has the file (a use can be late, or no more than a second
 * hold for a clip from before there were uses), and no publication of any clip with this file can still need it.
 */
const isOver = sql`removable_from <= clock_timestamp()
  and not exists (
    select from clip
     where clip.profile_id = use.profile_id and clip.clip_id = use.clip_id
       and clip.sha256 = use.sha256 and clip.status = 'ready')
  and not exists (
    select from publication
     where publication.profile_id = use.profile_id and publication.status <> all (${settledStatuses}::text[])
       and publication.clip_id in (
         select same.clip_id from media_use same
          where same.profile_id = use.profile_id and same.sha256 = use.sha256
          union all
         select clip.clip_id from clip where clip.profile_id = use.profile_id and clip.sha256 = use.sha256))`;

async function isBeingRemoved(tx: Db, content: StoredContent): Promise<boolean> {
  const { rows } = await sql`
    select from media_use
     where ${isOf(content)} and clip_id = ${REMOVING} and removable_from > clock_timestamp()`.execute(tx);
  return rows.length > 0;
}

const stillRemoving = (): DomainError =>
  new DomainError(
    'media_store_unavailable',
    'unavailable',
    'The same video is being removed from the store, which has not answered yet. Try again in ten minutes.',
  );

/** Until the transaction's end nobody else can hold or remove this file; a clip's fact is not held up by it. */
const lock = (tx: Db, { profileId, sha256 }: StoredContent) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`media ${profileId} ${sha256}`}, 0))`.execute(tx);
