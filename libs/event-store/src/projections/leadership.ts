import { backoffMs, type Runtime } from '@clipcast/kernel';
import { sql, type Kysely } from 'kysely';
import type { LogTables } from '../database/log-tables.ts';
import { LeaderSession } from './leader-session.ts';

const RETRY_MS = 500;

/**
 * One active worker per task over all replicas, a standby in every other, held by advisory locks of one session per
 * process. Leadership only saves work: safety comes from the fences (a watermark's compare-and-set, a stream's expected
 * sequence).
 */
export class Leadership {
  #session: Promise<LeaderSession> | undefined;

  constructor(
    private readonly databaseUrl: string,
    private readonly runtime: Runtime,
    /** Told of what ends a leadership before its time, or keeps this process from it; it is tried again by itself. */
    private readonly onTrouble: (worker: string, error: unknown) => void = () => undefined,
  ) {}

  /** Runs `work` whenever this process leads `task`, until `signal` aborts. `work`'s own signal aborts when it ends. */
  async hold(task: string, signal: AbortSignal, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    for (let failures = 0; !signal.aborted;) {
      try {
        const session = await this.#connected();
        if (await session.tryLock(task)) {
          failures = 0;
          try {
            await work(AbortSignal.any([signal, session.lost]));
          } finally {
            await session.unlock(task);
          }
        }
        await this.runtime.timers.sleep(RETRY_MS, signal);
      } catch (error) {
        this.#tell(task, error, signal);
        await this.runtime.timers.sleep(backoffMs(failures, this.runtime.random), signal);
        failures += 1;
      }
    }
  }

  /** Gives up every task at once; standbys take over. */
  async close(): Promise<void> {
    const session = await this.#session?.catch(() => undefined);
    this.#session = undefined;
    await session?.close();
  }

  /** What fails because we stop is no trouble. */
  #tell(task: string, error: unknown, { aborted }: AbortSignal): void {
    if (!aborted) this.onTrouble(`leadership of ${task}`, error);
  }

  /** The session of this process, made anew when it was lost; also when that happened before anybody could see it. */
  async #connected(): Promise<LeaderSession> {
    this.#session ??= LeaderSession.open(this.databaseUrl, this.runtime);
    const opening = this.#session;
    try {
      const session = await opening;
      session.lost.throwIfAborted();
      return session;
    } catch (error) {
      if (this.#session === opening) this.#session = undefined;
      throw error;
    }
  }
}

/** Whether any process leads `task` now. It looks at the lock without touching it. */
export async function isLed(db: Kysely<LogTables>, task: string): Promise<boolean> {
  const { rows } = await sql<{ led: boolean }>`
    select exists (
      select from pg_locks
       where locktype = 'advisory' and granted and objsubid = 1
         and database = (select oid from pg_database where datname = current_database())
         and (classid::bigint << 32 | objid::bigint) = hashtextextended(${`clipcast:${task}`}, 0)) as led`.execute(
    db,
  );
  return rows[0]?.led ?? false;
}
