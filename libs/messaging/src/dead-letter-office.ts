import type { Database, LogTables } from '@clipcast/event-store';
import { bareId, DomainError, systemRuntime, type Clock, type ProfileId, type Uuid } from '@clipcast/kernel';
import type { Kysely, Transaction } from 'kysely';
import {
  findDeadLetter,
  letterOf,
  pageOfDeadLetters,
  type DeadLetterFilter,
  type DeadLetterPage,
  type DeadLetterWithEvent,
  type LetterRow,
} from './dead-letter-list.ts';
import { letterText } from './dead-letters.ts';
import { replayLetters } from './letter-replay.ts';
import {
  lockSubscription,
  parkedLetters,
  refuseSettled,
  settleLetters,
  type ParkedStream,
  type Settlement,
} from './letter-settlement.ts';
import { versionOf, type Subscription } from './subscription.ts';

/** A transaction that holds the subscription's lock takes no more; the next one goes on. */
const REPLAY_LETTERS_MAX = 200;
/**
 * Nor does it begin another letter afterwards. The commands of a policy are carried out over other connections while this
 * one waits: the live worker waits for the lock then (5 s at the most), and a session that is idle for 10 s is ended.
 */
const REPLAY_MS_MAX = 2_000;

/** What to settle: one letter, a stream of a subscription, or everything that a subscription has parked. */
export type LetterScope =
  | { readonly id: Uuid }
  | { readonly subscription: string; readonly profileId: ProfileId; readonly streamId: Uuid }
  | { readonly subscription: string };

export interface ReplayReport {
  readonly replayed: number;
  /** The letters at which their streams had to stop: each is kept with its new error, and so is what comes after it. */
  readonly failed: readonly { readonly id: Uuid; readonly error: string }[];
}

/**
 * What operators do about dead letters, in any replica of the service whose subscriptions these are. Nothing here moves a
 * watermark. While a stream is being settled its subscription's row is locked, so the active worker adds nothing to it,
 * and finds it parked or free afterwards.
 */
export class DeadLetterOffice<Tables extends LogTables> {
  readonly #subscriptions: ReadonlyMap<string, Subscription<Tables>>;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly database: Database<Tables>,
    subscriptions: readonly Subscription<Tables>[],
    private readonly clock: Clock = systemRuntime.clock,
  ) {
    this.#subscriptions = new Map(subscriptions.map((subscription) => [subscription.name, subscription]));
  }

  /** Dead letters, the newest first. @throws {DomainError} `invalid_cursor` */
  list(filter: DeadLetterFilter): Promise<DeadLetterPage> {
    return pageOfDeadLetters(this.#db, filter);
  }

  /** One with its event. @throws {DomainError} `dead_letter_not_found` */
  async show(id: string): Promise<DeadLetterWithEvent> {
    const row = await findDeadLetter(this.#db, id);
    return { ...letterOf(row), event: row.event };
  }

  /**
   * Hands parked letters to their subscription again, in the order of their streams, each stream in transactions of up to
   * 200 letters or two seconds. A stream stops at the letter that fails again.
   * @throws {DomainError} `dead_letter_not_found`, `dead_letter_settled`, `dead_letter_not_first` when an earlier one of
   * the stream is parked, `subscription_not_found`, `subscription_version` when the tables are of another release, or
   * passing trouble, before which earlier streams may have been replayed.
   */
  async replay(scope: LetterScope, settlement: Settlement): Promise<ReplayReport> {
    // One at a time: each holds a connection, and a policy's commands need others.
    const answer = this.#queue.then(() => this.#replay(scope, settlement));
    this.#queue = answer.catch(() => undefined);
    return answer;
  }

  /**
   * Gives parked letters up. What comes after them in their stream can be replayed then, or is handled as it comes.
   * @throws {DomainError} `dead_letter_not_found`, `dead_letter_settled`.
   */
  async discard(scope: LetterScope, settlement: Settlement): Promise<{ readonly discarded: number }> {
    const only = 'id' in scope ? await this.#findParked(scope.id) : undefined;
    let discarded = 0;
    for (const stream of await this.#streams(scope, only)) {
      discarded += await this.#db.transaction().execute(async (tx) => {
        await lockSubscription(tx, stream.subscription);
        const which = only ? [await stillParked(tx, only)] : 'all';
        return settleLetters(tx, stream, which, 'discarded', settlement);
      });
    }
    return { discarded };
  }

  async #replay(scope: LetterScope, settlement: Settlement): Promise<ReplayReport> {
    const only = 'id' in scope ? await this.#findParked(scope.id) : undefined;
    let replayed = 0;
    const failed: { id: Uuid; error: string }[] = [];
    for (const stream of await this.#streams(scope, only)) {
      const subscription = this.#subscription(stream.subscription);
      for (let more = true; more;) {
        const result = await this.#replayNext(subscription, stream, only, settlement);
        replayed += result.replayed;
        failed.push(...result.failed);
        more = result.more;
      }
    }
    return { replayed, failed };
  }

  async #replayNext(
    subscription: Subscription<Tables>,
    stream: ParkedStream,
    only: LetterRow | undefined,
    settlement: Settlement,
  ): Promise<ReplayReport & { readonly more: boolean }> {
    return this.database.db.transaction().execute(async (own) => {
      const tx = own as unknown as Transaction<LogTables>;
      const version = await lockSubscription(tx, subscription.name);
      refuseOtherVersion(subscription.name, versionOf(subscription), version);
      if (only) await stillParked(tx, only);
      const letters = await parkedLetters(tx, stream, only ? 1 : REPLAY_LETTERS_MAX);
      if (only && letters[0]?.id !== only.id) throw notFirst(letters[0]);
      const untilMs = this.clock.monotonicMs() + REPLAY_MS_MAX;
      const isTimeUp = (): boolean => this.clock.monotonicMs() >= untilMs;
      const { done, failed } = await replayLetters(own, subscription, letters, isTimeUp);
      const ids = done.map(({ id }) => id);
      await settleLetters(tx, stream, ids, 'replayed', settlement);
      const more = !only && (done.length < letters.length || letters.length === REPLAY_LETTERS_MAX);
      if (!failed) return { replayed: ids.length, failed: [], more };
      const error = letterText(failed.error);
      await tx
        .updateTable('dead_letters')
        .set((row) => ({ error, attempts: row('attempts', '+', 1) }))
        .where('id', '=', failed.letter.id)
        .execute();
      return { replayed: ids.length, failed: [{ id: failed.letter.id, error }], more: false };
    });
  }

  async #findParked(id: string): Promise<LetterRow> {
    const letter = await findDeadLetter(this.#db, id);
    refuseSettled(letter);
    return letter;
  }

  /** The parked streams in question, the one that waits longest first. */
  async #streams(scope: LetterScope, only: LetterRow | undefined): Promise<ParkedStream[]> {
    if (only) return [only];
    if ('id' in scope) return [];
    let query = this.#db
      .selectFrom('parked_streams')
      .select(['subscription', 'profile_id', 'stream_id'])
      .where('subscription', '=', scope.subscription)
      .orderBy('parked_at');
    if ('streamId' in scope) {
      query = query.where('profile_id', '=', bareId(scope.profileId)).where('stream_id', '=', scope.streamId);
    }
    return query.execute();
  }

  #subscription(name: string): Subscription<Tables> {
    const subscription = this.#subscriptions.get(name);
    if (subscription) return subscription;
    throw new DomainError(
      'subscription_not_found',
      'not_found',
      `This release has no subscription ${name}; its dead letters can only be discarded.`,
    );
  }

  get #db(): Kysely<LogTables> {
    return (this.database as unknown as Database).db;
  }
}

async function stillParked(tx: Transaction<LogTables>, { id }: LetterRow): Promise<Uuid> {
  refuseSettled(
    await tx.selectFrom('dead_letters').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  );
  return id;
}

const notFirst = (first: LetterRow | undefined): DomainError =>
  new DomainError(
    'dead_letter_not_first',
    'conflict',
    `An earlier one of its stream is parked (${first?.id ?? 'unknown'}): replay or discard that first, or replay the stream.`,
  );

function refuseOtherVersion(name: string, ours: number, serving: number | undefined): void {
  if (serving === undefined || serving === ours) return;
  throw new DomainError(
    'subscription_version',
    'unavailable',
    `The tables of ${name} are of version ${serving}, this replica has version ${ours}. Try again when the release is out everywhere.`,
  );
}
