import { backoffMs, type Runtime } from '@clipcast/kernel';
import { openDatabase, type Database } from '../../database/open-database.ts';
import type { Leadership } from '../leadership.ts';
import type { OnTrouble } from '../projection-runner.ts';
import { WakeUp } from '../wake-up.ts';
import type { ReadModel } from './read-model.ts';
import { RebuildRecords, type RebuildRecord } from './rebuild-record.ts';
import { RebuildSteps } from './rebuild-steps.ts';
import { rebuildTask, Releases } from './releases.ts';
import { switchTables } from './switch-tables.ts';
import type { Turns } from './turns.ts';

/** How soon a request that another replica took is seen; those of this process ring the bell. */
const POLL_MS = 1_000;
/** How long one statement of a rebuild may take, such as an index over many rows. */
const STATEMENT_MS_MAX = 600_000;
/** One connection for the steps, and one to spare. */
const CONNECTIONS_MAX = 2;

/** Builds one read model anew when somebody asks, or when this release has another version than the one that serves. */
export class Rebuilder {
  readonly #bell: WakeUp;
  readonly #records: RebuildRecords;
  readonly #releases: Releases;

  constructor(
    private readonly database: Database,
    private readonly leadership: Leadership,
    private readonly readModel: ReadModel,
    private readonly turns: Turns,
    private readonly runtime: Runtime,
    private readonly onTrouble: OnTrouble,
    releaseGraceMs: number,
  ) {
    this.#bell = new WakeUp(runtime.timers);
    this.#records = new RebuildRecords(database.db);
    this.#releases = new Releases(database.db, readModel, runtime.clock, releaseGraceMs);
  }

  /** Looks at once whether there is something to do. */
  ring(): void {
    this.#bell.ring();
  }

  /** Works until `signal` aborts: a rebuild that is under way stops after its page, and goes on from there elsewhere. */
  async run(signal: AbortSignal): Promise<void> {
    const task = rebuildTask(this.readModel, this.readModel.version);
    await this.leadership.hold(task, signal, (leading) => this.#lead(leading));
  }

  async #lead(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted;) {
      let found: RebuildRecord | undefined;
      try {
        found = await this.#work();
        const open = found;
        if (open) await this.turns.take(() => this.#build(open, signal));
        else await this.#bell.wait(POLL_MS, signal);
        failures = 0;
      } catch (error) {
        this.onTrouble(`rebuild ${this.readModel.name}`, error);
        if (found) await this.#records.note(found, String(error));
        await this.runtime.timers.sleep(backoffMs(failures, this.runtime.random), signal);
        failures += 1;
      }
    }
  }

  /** The open rebuild of this version; one is asked for when the tables that serve are of another. */
  async #work(): Promise<RebuildRecord | undefined> {
    const { version } = this.readModel;
    const { servingVersion, rebuild } = await this.#records.situation(this.readModel);
    const open = rebuild?.status === 'done' ? undefined : rebuild;
    if (open?.version === version) return open;
    if (servingVersion === undefined || servingVersion === version) return undefined;
    if (servingVersion > version && !(await this.#releases.isGone(servingVersion))) return undefined;
    const isLeftOver =
      open !== undefined && open.version > version && (await this.#releases.isGone(open.version));
    const terms = { fromRetired: true, instead: isLeftOver ? open : undefined };
    const asked = await this.#records.request(this.readModel, version, terms);
    return asked ? this.#records.find(this.readModel) : undefined;
  }

  async #build(found: RebuildRecord, signal: AbortSignal): Promise<void> {
    const now = () => this.runtime.clock.now();
    const database = openDatabase(this.database.url, CONNECTIONS_MAX, STATEMENT_MS_MAX);
    const { db } = database;
    try {
      const steps = new RebuildSteps(db, this.readModel, now);
      let record = await steps.begin(found);
      for (let switched = false; !switched;) {
        record = await steps.fill(record, signal);
        if (signal.aborted) return;
        if (!record.indexed) record = await steps.finishTables(record);
        else
          switched = await db.transaction().execute((tx) => switchTables(tx, this.readModel, record, now()));
      }
    } finally {
      await database.close();
    }
  }
}
