import { DomainError, type Runtime } from '@clipcast/kernel';
import type { Database } from '../../database/open-database.ts';
import { installReadModels } from '../install-read-models.ts';
import type { Leadership } from '../leadership.ts';
import type { OnTrouble } from '../projection-runner.ts';
import type { ReadModel } from './read-model.ts';
import { readModelStatuses, type ReadModelStatus } from './read-model-status.ts';
import { RebuildRecords, type RebuildRecord } from './rebuild-record.ts';
import { Rebuilder } from './rebuilder.ts';
import { Releases } from './releases.ts';
import { isSameLog } from './replaced-log.ts';
import { Turns } from './turns.ts';

export interface RebuildOptions {
  /** Rebuilds at a time in this process; the others wait. */
  readonly concurrency?: number;
  /** How long nobody of a newer release must have been heard of before an older one goes back to its tables. */
  readonly releaseGraceMs?: number;
}

/** All read models of a service: how they are, and what an operator can ask for. */
export class ReadModels {
  readonly #rebuilders: ReadonlyMap<string, Rebuilder>;
  readonly #records: RebuildRecords;

  constructor(
    private readonly database: Database,
    leadership: Leadership,
    readonly all: readonly ReadModel[],
    private readonly runtime: Runtime,
    onTrouble: OnTrouble,
    { concurrency = 1, releaseGraceMs = 10_000 }: RebuildOptions = {},
  ) {
    const names = new Set(all.map(({ name }) => name));
    if (names.size < all.length) throw new Error('Two projections of one service have the same name.');
    this.#records = new RebuildRecords(database.db);
    const turns = new Turns(concurrency);
    this.#rebuilders = new Map(
      all.map((readModel) => [
        readModel.name,
        new Rebuilder(database, leadership, readModel, turns, runtime, onTrouble, releaseGraceMs),
      ]),
    );
  }

  /** Makes the tables of those that are new to the database; before anything reads or fills them. */
  install(): Promise<void> {
    return installReadModels(this.database.db, this.all);
  }

  /** Rebuilds what is asked for, here if this process leads it, until `signal` aborts. */
  async run(signal: AbortSignal): Promise<void> {
    await Promise.all([...this.#rebuilders.values()].map((rebuilder) => rebuilder.run(signal)));
  }

  /** How every read model is, by name. */
  list(): Promise<ReadModelStatus[]> {
    return readModelStatuses(this.database.db, this.all);
  }

  /**
   * Asks for a rebuild from the first fact, while the tables go on serving; whichever replica leads does it. It replaces
   * one that stands with an error. The log is taken for the truth, also where the tables have seen more.
   * @throws {DomainError} `projection_not_found`, `rebuild_running`, `other_release_serves`.
   */
  async requestRebuild(name: string): Promise<void> {
    await this.#request(this.#known(name), false);
  }

  /**
   * Asks to let the tables serve again that served before the last switch, brought up to date first.
   * @throws {DomainError} `projection_not_found`, `rebuild_running`, `other_release_serves`, `nothing_to_go_back_to`;
   * `older_release_needed` when the retired tables are of a version that this release cannot fill.
   */
  async requestSwitchBack(name: string): Promise<void> {
    const readModel = this.#known(name);
    const retired = await this.database.db
      .selectFrom('retired_tables')
      .select('version')
      .where('name', '=', name)
      .where('source', '=', readModel.source)
      .executeTakeFirst();
    if (!retired) {
      const text = `${name} has no retired tables: it was not switched since it was made.`;
      throw new DomainError('nothing_to_go_back_to', 'conflict', text);
    }
    if (retired.version !== readModel.version) {
      throw new DomainError(
        'older_release_needed',
        'conflict',
        `The retired tables of ${name} are of version ${retired.version}, and this release can only fill version ` +
          `${readModel.version}. Deploy the release with version ${retired.version}: it goes back to them by itself.`,
        { retiredVersion: retired.version, version: readModel.version },
      );
    }
    await this.#request(readModel, true);
  }

  async #request(readModel: ReadModel, fromRetired: boolean): Promise<void> {
    const { name, version } = readModel;
    const { servingVersion, rebuild } = await this.#records.situation(readModel);
    const instead = await this.#replaceable(readModel, rebuild);
    if (servingVersion !== version && instead?.version !== version) {
      throw new DomainError(
        'other_release_serves',
        'conflict',
        `The tables of ${name} are of version ${servingVersion ?? 'none'}; this release has version ${version} and waits.`,
        { servingVersion: servingVersion ?? null, version },
      );
    }
    if (!(await this.#records.request(readModel, version, { fromRetired, instead }))) {
      throw new DomainError('rebuild_running', 'conflict', `${name} is being rebuilt already.`);
    }
    this.#rebuilders.get(name)?.ring();
  }

  /** The open rebuild, if nobody would ever finish it as it is: its release is gone, it stands, or its log is another. */
  async #replaceable(
    readModel: ReadModel,
    rebuild: RebuildRecord | undefined,
  ): Promise<RebuildRecord | undefined> {
    if (!rebuild || rebuild.status === 'done') return undefined;
    if (rebuild.version === readModel.version) {
      return rebuild.error !== null || (await isFromOtherLog(readModel, rebuild)) ? rebuild : undefined;
    }
    const releases = new Releases(this.database.db, readModel, this.runtime.clock, 0);
    return (await releases.isGone(rebuild.version)) ? rebuild : undefined;
  }

  #known(name: string): ReadModel {
    const found = this.all.find((readModel) => readModel.name === name);
    if (found) return found;
    const known = this.all.map((readModel) => readModel.name);
    throw new DomainError(
      'projection_not_found',
      'not_found',
      `There is no projection ${name} here. There are: ${known.join(', ')}.`,
      { known },
    );
  }
}

/** False as well while the log cannot be asked: a rebuild that cannot ask either will stand with an error. */
const isFromOtherLog = async ({ log }: ReadModel, rebuild: RebuildRecord): Promise<boolean> =>
  rebuild.status === 'building' &&
  log.head().then(
    (head) => !isSameLog(rebuild, head),
    () => false,
  );
