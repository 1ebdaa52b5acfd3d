import { prefixed, type JsonObject, type Timers, type Uuid } from '@clipcast/kernel';
import type { QueryExecutorProvider } from 'kysely';
import { SharedStatement } from '../database/shared-statement.ts';
import { claimStatement, type ClaimedRow } from './claim-statement.ts';
import { settleMany, settleOne, type Settled, type Settlement } from './settle-statement.ts';
import type { TaskTable } from './task-table.ts';
import type { Task } from './task.ts';
import { longestWaiting, NOBODY, PROFILES_MAX, profilesBehind } from './waiting-profiles.ts';

const LEASE_MS = 15_000;
/** So long the fact that removes a task that is done may take to arrive here; else it is looked at once more. */
const DONE_REST_MS = 10 * 60_000;
const UNLIMITED = 2_147_483_647;

export interface TaskQueueOptions {
  /** A task is free again this long after its worker was last heard of; 15 seconds unless said. */
  readonly leaseMs?: number;
  /**
   * So many leases one profile may hold at a time; any number unless said. Replicas that claim in the same moment do not
   * see each other's claims, so it may be exceeded by what they take.
   */
  readonly perProfileMax?: number;
}

/**
 * The tasks of a table, shared by the workers of all replicas through leases. All times are the database's: replicas need
 * not agree about the clock. What is done under a lease that was lost changes nothing.
 */
export class TaskQueue<Payload extends JsonObject> {
  readonly leaseMs: number;
  readonly #perProfileMax: number;
  readonly #settlements: SharedStatement<Settlement, Settled>;
  /** Whose turn it was last. Each replica goes round by itself; what they share is who holds leases. */
  #after: Uuid = NOBODY;

  constructor(
    private readonly db: QueryExecutorProvider,
    private readonly table: TaskTable<Payload>,
    timers: Pick<Timers, 'turn'>,
    { leaseMs = LEASE_MS, perProfileMax = UNLIMITED }: TaskQueueOptions = {},
  ) {
    this.leaseMs = leaseMs;
    this.#perProfileMax = perProfileMax;
    this.#settlements = new SharedStatement((settlements) => settleMany(db, table.name, settlements), timers);
  }

  /**
   * Takes up to `limit` free tasks for this worker alone. Profiles take turns, those that hold fewer leases first; within
   * a profile the more urgent task comes first, then the one that has been free for longer. Its cost does not depend on
   * how many tasks wait, nor, beyond 256, on how many profiles do: those are gone through in the course of several calls.
   */
  async claim(limit: number): Promise<Task<Payload>[]> {
    const { name: table } = this.table;
    const longest = await longestWaiting(this.db, table);
    if (longest.profiles.size === 0) return [];
    const behind = longest.isAll ? [] : await profilesBehind(this.db, table, this.#after);
    const { rows } = await claimStatement({
      table,
      profiles: [...new Set([...longest.profiles, ...behind])],
      after: this.#after,
      limit,
      leaseMs: this.leaseMs,
      perProfileMax: this.#perProfileMax,
    }).execute(this.db);
    const inTurn = rows.toSorted((one, other) => this.#compareTurns(one, other));
    this.#after = this.#nextAfter(inTurn.at(-1)?.profile_id, behind);
    return inTurn.map(({ profile_id, key, payload, fence, tries }) => ({
      profileId: prefixed('prf', profile_id),
      key,
      payload: payload as Payload,
      fence,
      tries,
    }));
  }

  /** Holds the task for another lease. False when the lease is lost. */
  async renew(task: Task<Payload>): Promise<boolean> {
    return this.#settle({ task, leaseMs: this.leaseMs });
  }

  /**
   * Gives the task back, free again in `ms` milliseconds by the database's clock, after trouble `tries` times in a row; at
   * once when it was woken since it was taken, because what the wait was reckoned from is outdated then.
   * False, and nothing happens, when the lease is lost.
   */
  async release(task: Task<Payload>, ms: number, tries: number): Promise<boolean> {
    return this.#settle({ task, leaseMs: null, restMs: ms, tries });
  }

  /**
   * The task is done. The fact that ends it must be in the log before: that is what removes the task, here and in every
   * rebuild, and until it arrives the task rests. What no fact removes is not done, whatever its worker believed, and is
   * given again. False, and nothing happens, when the lease is lost.
   */
  async complete(task: Task<Payload>): Promise<boolean> {
    return this.release(task, DONE_REST_MS, 0);
  }

  /** Together with what others settle at the same time; alone where that would have to wait for somebody. */
  async #settle(settlement: Settlement): Promise<boolean> {
    const settled = await this.#settlements.ask(settlement);
    if (settled === 'locked') return settleOne(this.db, this.table.name, settlement);
    return settled === 'settled';
  }

  #compareTurns(one: ClaimedRow, other: ClaimedRow): number {
    if (one.turn !== other.turn) return one.turn < other.turn ? -1 : 1;
    const [first, second] = [one, other].map(({ profile_id }) => this.#placeInRing(profile_id));
    return (first ?? '') < (second ?? '') ? -1 : 1;
  }

  #placeInRing(profileId: Uuid): string {
    return `${profileId <= this.#after ? 1 : 0} ${profileId}`;
  }

  /** A walk from which nobody was served goes on behind its last profile: behind it somebody may be waiting. */
  #nextAfter(served: Uuid | undefined, behind: readonly Uuid[]): Uuid {
    const isPartial = behind.length === PROFILES_MAX;
    if (!isPartial || (served && behind.includes(served))) return served ?? this.#after;
    return behind.at(-1) ?? this.#after;
  }
}
