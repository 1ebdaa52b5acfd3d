import { sql, type Kysely, type Transaction } from 'kysely';
import type { LogTables } from '../../database/log-tables.ts';
import { databaseTime } from '../../database/database-time.ts';
import { applyPage } from './apply-page.ts';
import { carriageOf } from './carry-worker-columns.ts';
import { lockWatermark } from './live-tables.ts';
import { HoleError, pagesOf, type LogPage } from './pages.ts';
import type { ReadModel } from './read-model.ts';
import { advanceRebuild, type RebuildRecord } from './rebuild-record.ts';
import { requireSameLog, type LogEnd } from './replaced-log.ts';
import {
  createIndexesIn,
  createTablesIn,
  dropSchema,
  retiredSchema,
  servingSchema,
  shadowSchema,
} from './schemas.ts';
import { SWITCH_EVENTS_MAX } from './switch-tables.ts';

/** The steps of a rebuild up to the switch. Each commits its record together with its work, so each can be resumed. */
export class RebuildSteps {
  constructor(
    private readonly db: Kysely<LogTables>,
    private readonly readModel: ReadModel,
    private readonly now: () => Date,
  ) {}

  /** Makes the shadow tables, or takes the retired ones; those of a rebuild that is under way stay as they are. */
  async begin(known: RebuildRecord): Promise<RebuildRecord> {
    const head = await this.readModel.log.head();
    // That it has begun again does not mean that it gets on: its error stays until it does.
    const attempt = { target: head.position, started_at: this.now(), error: known.error };
    return this.db.transaction().execute(async (tx) => {
      if (known.status === 'building') {
        requireSameLog(this.readModel, known, head);
        return advanceRebuild(tx, known, { ...attempt, started_from: known.position }, this.now());
      }
      // Waits for replays that are under way: they have their times already, and must be seen if those are before ours.
      // And of two that begin at once, one makes the schema and the other is fenced.
      await lockWatermark(tx, this.readModel);
      const replayed_since = await timeOf(tx);
      const begun = { ...attempt, status: 'building' as const, epoch: head.epoch, replayed_since };
      const building = await advanceRebuild(tx, known, begun, this.now());
      const retired = known.from_retired && (await this.#usableRetired(tx, head));
      if (!retired) {
        await this.#createTables(tx);
        return building;
      }
      const { name, source } = this.readModel;
      await dropSchema(tx, shadowSchema(name));
      await sql`alter schema ${sql.id(retiredSchema(name))} rename to ${sql.id(shadowSchema(name))}`.execute(
        tx,
      );
      await tx.deleteFrom('retired_tables').where('name', '=', name).where('source', '=', source).execute();
      const { position, retired_at } = retired;
      const taken = { position, started_from: position, indexed: true, replayed_since: retired_at };
      return advanceRebuild(tx, building, { ...taken, error: known.error }, this.now());
    });
  }

  /**
   * Fills the shadow tables page by page until the log's end is near, or until `signal` aborts.
   * @throws {FencedError}, {HoleError}, {ReplacedLogError}, and what the projection throws.
   */
  async fill(known: RebuildRecord, signal: AbortSignal): Promise<RebuildRecord> {
    let record = await this.#lookedAgain(known);
    for await (const page of pagesOf(this.readModel.log, record.position)) {
      if (signal.aborted) break;
      const [head, advanced] = await Promise.all([this.readModel.log.head(), this.#apply(record, page)]);
      requireSameLog(this.readModel, record, head);
      record = { ...advanced, target: head.position };
      if (record.target - record.position <= SWITCH_EVENTS_MAX) break;
    }
    // Its end was looked at before its facts were asked for, so it must have given some. Otherwise the filling and the
    // switch would send each other to work for ever.
    if (!signal.aborted && record.position === known.position && record.target > record.position)
      throw new HoleError(`The log gave nothing after ${record.position}, and ends at ${record.target}.`);
    return record;
  }

  /** Makes what readers need beside the rows. */
  finishTables(known: RebuildRecord): Promise<RebuildRecord> {
    const schema = shadowSchema(this.readModel.name);
    return this.db.transaction().execute(async (tx) => {
      const indexed = await advanceRebuild(tx, known, { indexed: true }, this.now());
      await createIndexesIn(tx, schema, this.readModel);
      // New tables have no statistics, and the first readers would be planned without them.
      for (const { name } of this.readModel.tables) await sql`analyze ${sql.id(schema, name)}`.execute(tx);
      return indexed;
    });
  }

  /** What cannot be carried over at the switch is better known before the tables are filled. */
  async #createTables(tx: Transaction<LogTables>): Promise<void> {
    const shadow = shadowSchema(this.readModel.name);
    await createTablesIn(tx, shadow, this.readModel);
    const serving = await servingSchema(tx);
    for (const table of this.readModel.tables) await carriageOf(tx, table, serving, shadow);
  }

  #apply(record: RebuildRecord, page: LogPage<unknown>): Promise<RebuildRecord> {
    return this.db.transaction().execute(async (tx) => {
      // What a crash takes back here goes together with the position, and is done again.
      await sql`set local synchronous_commit = off`.execute(tx);
      const step = { position: page.last, target: record.target > page.last ? record.target : page.last };
      const advanced = await advanceRebuild(tx, record, step, this.now());
      await applyPage(tx, this.readModel, shadowSchema(this.readModel.name), record.epoch, page);
      return advanced;
    });
  }

  async #lookedAgain(record: RebuildRecord): Promise<RebuildRecord> {
    const head = await this.readModel.log.head();
    requireSameLog(this.readModel, record, head);
    return { ...record, target: head.position };
  }

  /** The retired tables, if they are of this version and filled from the log as it is. */
  #usableRetired(tx: Transaction<LogTables>, head: LogEnd) {
    return tx
      .selectFrom('retired_tables')
      .select(['position', 'retired_at'])
      .where('name', '=', this.readModel.name)
      .where('source', '=', this.readModel.source)
      .where('version', '=', this.readModel.version)
      .where('epoch', '=', head.epoch)
      .where('position', '<=', head.position)
      .executeTakeFirst();
  }
}

async function timeOf(tx: Transaction<LogTables>): Promise<Date> {
  const { now } = await tx.selectNoFrom(databaseTime.as('now')).executeTakeFirstOrThrow();
  return now;
}
