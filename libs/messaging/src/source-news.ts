import { Watermarks, type LogTables } from '@clipcast/event-store';
import { bareId, type ProfileId, type Runtime } from '@clipcast/kernel';
import type { Kysely } from 'kysely';
import type { ForeignLog } from './foreign-log.ts';

const POLL_MS = 25;

/**
 * Whether what another service has recorded is known here. Its numbers have no holes, so this is exact: the source is asked
 * how far its log goes, and the subscriptions' watermarks say how far they have come.
 */
export class SourceNews {
  readonly #watermarks: Watermarks;

  constructor(
    private readonly db: Kysely<LogTables>,
    private readonly log: ForeignLog,
    private readonly runtime: Pick<Runtime, 'clock' | 'timers'>,
  ) {
    this.#watermarks = new Watermarks(db);
  }

  /**
   * Waits, for `withinMs` at the most, until these subscriptions know everything about a profile that the source had
   * recorded at the call. False when it cannot be said that they do: they have not come so far, some of the profile's facts
   * were set aside, or the source does not answer.
   */
  async hasArrived(
    subscriptions: readonly string[],
    profileId: ProfileId,
    withinMs: number,
  ): Promise<boolean> {
    const { clock, timers } = this.runtime;
    const until = clock.monotonicMs() + withinMs;
    const end = await this.log.page(0n, 0, timers.deadline(withinMs)).catch(() => undefined);
    if (!end) return false;
    for (const name of subscriptions) {
      while (!(await this.#isAt(name, end))) {
        if (clock.monotonicMs() > until) return false;
        await timers.sleep(POLL_MS);
      }
    }
    return !(await this.#isParked(subscriptions, profileId));
  }

  async #isAt(name: string, end: { readonly epoch: string; readonly head: bigint }): Promise<boolean> {
    if (end.head === 0n) return true;
    const mark = await this.#watermarks.find(name, this.log.service);
    return mark !== undefined && mark.epoch === end.epoch && mark.position >= end.head;
  }

  async #isParked(subscriptions: readonly string[], profileId: ProfileId): Promise<boolean> {
    const parked = await this.db
      .selectFrom('parked_streams')
      .select('stream_id')
      .where('subscription', 'in', subscriptions)
      .where('profile_id', '=', bareId(profileId))
      .limit(1)
      .executeTakeFirst();
    return parked !== undefined;
  }
}
