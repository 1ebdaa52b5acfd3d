import { sql, type Kysely } from 'kysely';
import type { LogTables } from '../../database/log-tables.ts';
import { applyPage } from './apply-page.ts';
import { pagesOf, type LogPage } from './pages.ts';
import type { ReadModel } from './read-model.ts';
import { advanceRebuild, type RebuildRecord } from './rebuild-record.ts';
import { createIndexesIn, createTablesIn, dropSchema, retiredSchema, shadowSchema } from './schemas.ts';
import { SWITCH_EVENTS_MAX } from './switch-tables.ts';

/** The log is another one than the shadow tables were filled from; they have to be filled anew. */
export class ReplacedLogError extends Error {
  override readonly name = 'ReplacedLogError';

  constructor({ source, name }: ReadModel) {
    super(
      `${source}'s log was restored or replaced while ${name} was built; the rebuild has to be asked for anew.`,
    );
  }
}

type Head = Awaited<ReturnType<ReadModel['log']['head']>>;

/** The steps of a rebuild up to the switch. Each commits its record together with its work, so each can be resumed. */
export class RebuildSteps {
  constructor(
    private readonly db: Kysely<LogTables>,
    private readonly readModel: ReadModel,
    private readonly now: () => Date,
  ) {}

  /** Makes the shadow tables, or takes the retired ones; those of a rebuild that is under way stay as they are. */
  async begin(known: RebuildRecord): Promise<RebuildRecord> {
    const { position: target, epoch } = await this.readModel.log.head();
    const attempt = { target, started_at: this.now() };
    return this.db.transaction().execute(async (tx) => {
      if (known.status === 'building') {
        return advanceRebuild(tx, known, { ...attempt, started_from: known.position }, this.now());
      }
      // Locks the record first: of two that begin at once, one makes the schema and the other is fenced.
      const building = await advanceRebuild(tx, known, { ...attempt, status: 'building', epoch }, this.now());
      const retired = known.from_retired && (await this.#usableRetired(tx, epoch));
      if (!retired) {
        await createTablesIn(tx, shadowSchema(this.readModel.name), this.readModel);
        return building;
      }
      const { name, source } = this.readModel;
      await dropSchema(tx, shadowSchema(name));
      await sql`alter schema ${sql.id(retiredSchema(name))} rename to ${sql.id(shadowSchema(name))}`.execute(
        tx,
      );
      await tx.deleteFrom('retired_tables').where('name', '=', name).where('source', '=', source).execute();
      const { position } = retired;
      return advanceRebuild(tx, building, { position, started_from: position, indexed: true }, this.now());
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
      this.#requireSameLog(head, record);
      record = { ...advanced, target: head.position };
      if (record.target - record.position <= SWITCH_EVENTS_MAX) break;
    }
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
    this.#requireSameLog(head, record);
    return { ...record, target: head.position };
  }

  #requireSameLog({ epoch }: Head, record: RebuildRecord): void {
    if (epoch !== record.epoch) throw new ReplacedLogError(this.readModel);
  }

  /** The retired tables, if they are of this version and filled from the log as it is. */
  async #usableRetired(tx: Kysely<LogTables>, epoch: Head['epoch']) {
    const retired = await tx
      .selectFrom('retired_tables')
      .select(['position'])
      .where('name', '=', this.readModel.name)
      .where('source', '=', this.readModel.source)
      .where('version', '=', this.readModel.version)
      .where('epoch', '=', epoch)
      .executeTakeFirst();
    return retired;
  }
}
