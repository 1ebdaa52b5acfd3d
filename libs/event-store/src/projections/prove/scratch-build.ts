import type { Uuid } from '@clipcast/kernel';
import { sql, type Kysely } from 'kysely';
import type { LogTables } from '../../database/log-tables.ts';
import { applyPage } from '../rebuild/apply-page.ts';
import { pagesOf } from '../rebuild/pages.ts';
import type { ReadModel } from '../rebuild/read-model.ts';
import { createIndexesIn, createTablesIn, dropSchema, scratchSchema } from '../rebuild/schemas.ts';

/** A read model built from its log only to be looked at: it never serves, and has no watermark. */
export class ScratchBuild {
  #position = 0n;

  private constructor(
    private readonly db: Kysely<LogTables>,
    private readonly readModel: ReadModel,
    private readonly epoch: Uuid,
  ) {}

  /** Makes the empty tables, in place of those of an earlier build that was not dropped. One at a time per read model. */
  static async create(db: Kysely<LogTables>, readModel: ReadModel): Promise<ScratchBuild> {
    const schema = scratchSchema(readModel.name);
    await db.transaction().execute(async (tx) => {
      await createTablesIn(tx, schema, readModel);
      await createIndexesIn(tx, schema, readModel);
    });
    const { epoch } = await readModel.log.head();
    return new ScratchBuild(db, readModel, epoch);
  }

  /** Where the tables are. */
  get schema(): string {
    return scratchSchema(this.readModel.name);
  }

  /** The last fact in the tables. */
  get position(): bigint {
    return this.#position;
  }

  /** Applies the facts up to and with a position. @throws {HoleError}, and what the projection throws. */
  async fillUpTo(position: bigint): Promise<void> {
    for await (const page of pagesOf(this.readModel.log, this.#position, position)) {
      await this.db.transaction().execute(async (tx) => {
        await sql`set local synchronous_commit = off`.execute(tx);
        await applyPage(tx, this.readModel, this.schema, this.epoch, page);
      });
      this.#position = page.last;
    }
  }

  async drop(): Promise<void> {
    await dropSchema(this.db, this.schema);
  }
}
