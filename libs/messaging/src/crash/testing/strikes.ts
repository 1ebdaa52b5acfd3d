import type { Database } from '@clipcast/event-store';
import { systemRuntime } from '@clipcast/kernel';
import type { TestNats } from '@clipcast/testing';
import { roles, type Crew, type Post, type Role } from './crew.ts';
import { Dice } from './dice.ts';

const DELAY_MS_MAX = 100;
/** Every other strike comes so soon that what the sign was about is hardly done. */
const SHORT_DELAY_MS_MAX = 4;
/** How much a role may do before it is struck; a sign is one answer, one look at the stream, one batch. */
const SIGNS_MAX: Readonly<Record<Role, number>> = { writer: 150, relay: 4, subscriber: 4 };
const SERVERS_EVERY_MS_MAX = 8_000;
const NATS_DOWN_MS_MAX = 200;

type Kind = 'one' | 'two at once' | 'nats-server' | 'all database sessions';

/** Strikes at every role again and again, independently, so that one takes over while another is hit. */
export class Strikes {
  readonly counts: Record<Kind, number> = {
    one: 0,
    'two at once': 0,
    'nats-server': 0,
    'all database sessions': 0,
  };

  constructor(
    private readonly crew: Crew,
    private readonly nats: TestNats,
    /** Both databases; all sessions of both are ended. */
    private readonly databases: readonly Database[],
    private readonly seed: number,
  ) {}

  get rounds(): number {
    return Object.values(this.counts).reduce((sum, count) => sum + count, 0);
  }

  /** Goes on while `more` says so. @throws when a role gets nothing done any more */
  async run(more: () => boolean): Promise<void> {
    const failed = new AbortController();
    const repeat = async (dice: Dice, strike: (dice: Dice) => Promise<Kind>): Promise<void> => {
      while (more() && !failed.signal.aborted) this.counts[await strike(dice)] += 1;
    };
    const strikers = roles.map((role, index) =>
      repeat(new Dice(this.seed + index), (dice) => this.#strikeRole(role, dice)),
    );
    const servers = repeat(new Dice(this.seed + roles.length), (dice) =>
      this.#strikeServer(dice, failed.signal),
    );
    await Promise.all(
      [...strikers, servers].map((one) => one.catch((error: unknown) => failed.abort(error))),
    );
    failed.signal.throwIfAborted();
  }

  /** Waits until the role has got on a little, and then for up to a tenth of a second: that is in the middle of something. */
  async #strikeRole(role: Role, dice: Dice): Promise<Kind> {
    // All choices fall here, so that a seed repeats them whatever the processes do meanwhile.
    const delayMs = dice.below(dice.fraction() < 0.5 ? SHORT_DELAY_MS_MAX : DELAY_MS_MAX);
    const standby = dice.fraction() < 0.2;
    const signs = 1 + dice.below(SIGNS_MAX[role]);
    const another = dice.fraction() < 0.15 ? dice.below(this.crew.posts.length - 1) : undefined;
    await this.crew.progress(role, signs);
    if (delayMs > 0) await systemRuntime.timers.sleep(delayMs);
    const { slot } = this.crew.atWork(role);
    const victim = { role, slot: standby ? 1 - slot : slot };
    if (another === undefined) {
      await this.crew.strike(victim);
      return 'one';
    }
    const others = this.crew.posts.filter((post) => !isSame(post, victim));
    await Promise.all([victim, ...others.slice(another, another + 1)].map((post) => this.crew.strike(post)));
    return 'two at once';
  }

  async #strikeServer(dice: Dice, failed: AbortSignal): Promise<Kind> {
    const [pauseMs, downMs] = [dice.below(SERVERS_EVERY_MS_MAX), dice.below(NATS_DOWN_MS_MAX)];
    const kind = dice.fraction() < 0.5 ? 'nats-server' : 'all database sessions';
    await systemRuntime.timers.sleep(pauseMs, failed);
    await this.crew.progress('relay');
    if (kind === 'nats-server') {
      await this.nats.kill();
      await systemRuntime.timers.sleep(downMs);
      await this.nats.restart();
      return kind;
    }
    for (const { pool } of this.databases) {
      await pool.query(`
        select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()`);
    }
    return kind;
  }
}

const isSame = (one: Post, other: Post): boolean => one.role === other.role && one.slot === other.slot;
