import { SharedStatement } from '@clipcast/event-store';
import type { Runtime, Uuid } from '@clipcast/kernel';
import { PostizCallError } from '@clipcast/postiz';
import { sql, type Kysely } from 'kysely';
import type { PublishTables } from '../database.ts';
import {
  redeem,
  settle,
  slotFor,
  take,
  type CallBudget,
  type Demand,
  type Heard,
  type Slot,
  type TakenCall,
} from './call-budget.ts';
import {
  readBudgets,
  writeBudgets,
  type BudgetKey,
  type BudgetRead,
  type BudgetWrite,
} from './call-budget-rows.adapter.ts';

/** What this process knows of a budget is built on for so long; should another replica have gone on, the write says so. */
const REMEMBERED_MS_MAX = 2_000;
const REMEMBERED_MAX = 2_000;

/** A budget as this process wrote or read it, with the moment by its own clock. */
interface Remembered extends BudgetRead {
  readonly atMs: number;
}

/**
 * The budgets of all organisations, shared by all replicas. A call is let out by one statement that only succeeds on the
 * budget it was decided from; whoever comes second reads again. It is work in progress and no fact: lost, it is learnt
 * again from the first answer.
 */
export class CallBudgets {
  readonly #turns = new Map<string, Promise<unknown>>();
  readonly #remembered = new Map<string, Remembered>();
  readonly #reads: SharedStatement<BudgetKey, BudgetRead>;
  readonly #writes: SharedStatement<BudgetWrite, boolean>;

  constructor(
    private readonly db: Kysely<PublishTables>,
    private readonly runtime: Pick<Runtime, 'ids' | 'clock' | 'timers'>,
  ) {
    this.#reads = new SharedStatement((keys) => readBudgets(db, keys), runtime.timers);
    this.#writes = new SharedStatement((writes) => writeBudgets(db, writes), runtime.timers);
  }

  /** Takes one call from the budget. @throws {PostizCallError} `not_sent`, `postiz_rate_limited` with the time to wait. */
  async take(key: BudgetKey, demand: Demand): Promise<TakenCall> {
    const id = this.runtime.ids.next();
    return this.#change(key, (budget, nowMs) => {
      const slot = slotFor(budget, demand, nowMs);
      if (slot.waitMs > 0) throw nothingLeft(slot.opensAtMs - nowMs);
      const taken = { id, takenAtMs: nowMs, promises: demand.promise?.key, redeems: demand.redeems };
      return { next: take(budget, id, demand, nowMs), result: taken };
    });
  }

  /** Says what came of a call that was taken. */
  async settle(key: BudgetKey, call: TakenCall, heard: Heard): Promise<void> {
    await this.#change(key, (budget, nowMs) => ({ next: settle(budget, call, heard, nowMs), result: null }));
  }

  /** Gives up what was promised. */
  async redeem(key: BudgetKey, promiseKey: string): Promise<void> {
    const { budget } = await this.#reads.ask(key);
    if (!(promiseKey in budget.promised)) return;
    await this.#change(key, (current) => ({ next: redeem(current, promiseKey), result: null }));
  }

  /** When such a call may go out, by the database's time. Nothing is taken. */
  async slot(key: BudgetKey, demand: Demand): Promise<Slot> {
    const { budget, nowMs } = await this.#reads.ask(key);
    return slotFor(budget, demand, nowMs);
  }

  /** Every budget of an organisation that was ever used, and the database's time. */
  async ofOrganisation(organisation: Uuid) {
    return this.db
      .selectFrom('call_budget as budget')
      .innerJoin('postiz_organisation as it', 'it.same_as', 'budget.organisation_id')
      .select(['budget.endpoint', 'budget.state', sql<Date>`clock_timestamp()`.as('now')])
      .where('it.id', '=', organisation)
      .orderBy('budget.endpoint')
      .execute();
  }

  /** How many organisations have refused calls, on any endpoint, and take none of them for now. */
  async countOfBlocked(): Promise<number> {
    const { rows } = await sql<{ count: number }>`
      select count(distinct organisation_id)::int as count from call_budget
       where to_timestamp((state->>'blockedUntilMs')::float8 / 1000) > clock_timestamp()`.execute(this.db);
    return rows[0]?.count ?? 0;
  }

  /** In this process one after the other, so that only replicas ever meet each other. */
  async #change<T>(
    key: BudgetKey,
    decide: (budget: CallBudget, nowMs: number) => { next: CallBudget; result: T },
  ): Promise<T> {
    const name = nameOf(key);
    const before = this.#turns.get(name) ?? Promise.resolve();
    const turn = before.then(
      () => this.#decideAndWrite(key, decide),
      () => this.#decideAndWrite(key, decide),
    );
    this.#turns.set(name, turn);
    try {
      return await turn;
    } finally {
      if (this.#turns.get(name) === turn) this.#turns.delete(name);
    }
  }

  /** From what is remembered, if anything is; only what was just read can say no. */
  async #decideAndWrite<T>(
    key: BudgetKey,
    decide: (budget: CallBudget, nowMs: number) => { next: CallBudget; result: T },
  ): Promise<T> {
    const known = this.#recall(key);
    if (known) {
      const decided = attempt(() => decide(known.budget, known.nowMs));
      if (decided && (await this.#write(key, known, decided.next))) return decided.result;
      this.#remembered.delete(nameOf(key));
    }
    for (;;) {
      const read = await this.#reads.ask(key);
      const { next, result } = decide(read.budget, read.nowMs);
      if (await this.#write(key, read, next)) return result;
    }
  }

  #recall(key: BudgetKey): BudgetRead | undefined {
    const known = this.#remembered.get(nameOf(key));
    if (!known) return undefined;
    const ageMs = this.runtime.clock.monotonicMs() - known.atMs;
    return ageMs < REMEMBERED_MS_MAX ? { ...known, nowMs: known.nowMs + Math.floor(ageMs) } : undefined;
  }

  #remember(key: BudgetKey, read: BudgetRead): void {
    const name = nameOf(key);
    this.#remembered.delete(name);
    this.#remembered.set(name, { ...read, atMs: this.runtime.clock.monotonicMs() });
    const [oldest] = this.#remembered.keys();
    if (oldest && this.#remembered.size > REMEMBERED_MAX) this.#remembered.delete(oldest);
  }

  async #write(
    key: BudgetKey,
    { organisation, version, nowMs }: BudgetRead,
    next: CallBudget,
  ): Promise<boolean> {
    const isWritten = await this.#writes.ask({ organisation, endpoint: key.endpoint, version, nowMs, next });
    if (isWritten) this.#remember(key, { organisation, budget: next, version: version + 1, nowMs });
    return isWritten;
  }
}

const nameOf = ({ organisation, endpoint }: BudgetKey): string => `${organisation} ${endpoint}`;

/** What is decided from memory, unless that would be a no: undefined then. */
function attempt<T>(decide: () => T): T | undefined {
  try {
    return decide();
  } catch (error) {
    if (error instanceof PostizCallError) return undefined;
    throw error;
  }
}

const nothingLeft = (retryAfterMs: number): PostizCallError =>
  new PostizCallError(
    'not_sent',
    'postiz_rate_limited',
    'The hourly limit of this Postiz leaves no room now, so it was not asked.',
    { retryAfterMs },
  );
