import {
  compareWithLog,
  HoleError,
  isPassingTrouble,
  openDatabase,
  type LogComparison,
  type ReadModel,
} from '@clipcast/event-store';
import { DomainError, type Secret } from '@clipcast/kernel';
import { LogReadRefusedError } from '@clipcast/messaging';
import { sql } from 'kysely';

/** The lock, the build, and the transaction that holds the live worker still where rows differ. */
const CONNECTIONS_MAX = 3;
/** How long one statement may take, such as the fingerprint of many rows. */
const STATEMENT_MS_MAX = 3_600_000;

/** Compares read models with what their logs say, one at a time each over all replicas, while everything serves. */
export class Comparisons {
  constructor(
    private readonly databaseUrl: Secret,
    private readonly readModels: readonly ReadModel[],
  ) {}

  /**
   * Builds a read model beside the one that serves and compares the two at the same fact.
   * @throws {DomainError} `projection_not_found`, `comparison_running`, `other_release_serves`, `log_incomplete` when the
   * log lacks a fact, `source_unavailable` when another service's log cannot be read now, `comparison_failed` when the
   * projection itself fails.
   */
  async compare(name: string): Promise<LogComparison> {
    const readModel = this.#known(name);
    const database = openDatabase(this.databaseUrl.reveal(), CONNECTIONS_MAX, STATEMENT_MS_MAX);
    try {
      return await database.db.connection().execute(async (connection) => {
        const task = `clipcast:compare:${readModel.source}:${name}`;
        const { rows } = await sql<{ taken: boolean }>`
          select pg_try_advisory_lock(hashtextextended(${task}, 0)) as taken`.execute(connection);
        if (!rows[0]?.taken) throw running(name);
        try {
          await refuseOtherVersion(readModel, connection);
          return await compareWithLog(database.db, readModel);
        } finally {
          await sql`select pg_advisory_unlock(hashtextextended(${task}, 0))`.execute(connection);
        }
      });
    } catch (error) {
      throw asRefusal(readModel, error);
    } finally {
      await database.close();
    }
  }

  #known(name: string): ReadModel {
    const found = this.readModels.find((readModel) => readModel.name === name);
    if (found) return found;
    const known = this.readModels.map((readModel) => readModel.name);
    const text = `There is no projection ${name} here. There are: ${known.join(', ')}.`;
    throw new DomainError('projection_not_found', 'not_found', text, { known });
  }
}

async function refuseOtherVersion(
  { name, source, version }: ReadModel,
  db: Parameters<typeof compareWithLog>[0],
): Promise<void> {
  const serving = await db
    .selectFrom('subscriptions')
    .select('version')
    .where('name', '=', name)
    .where('source', '=', source)
    .executeTakeFirst();
  if (serving?.version === version) return;
  throw new DomainError(
    'other_release_serves',
    'conflict',
    `The tables of ${name} are of version ${serving?.version ?? 'none'}; this release can only build version ${version}.`,
  );
}

const running = (name: string): DomainError =>
  new DomainError('comparison_running', 'conflict', `${name} is being compared with its log already.`);

/** What keeps a comparison from its end is for the operator to know, word for word. */
function asRefusal({ name, source }: ReadModel, error: unknown): unknown {
  if (error instanceof DomainError || isPassingTrouble(error)) return error;
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof HoleError) {
    return new DomainError('log_incomplete', 'conflict', `${source}'s log: ${reason}`, {}, { cause: error });
  }
  if (error instanceof LogReadRefusedError || isSilence(error)) {
    const text = `${source}'s log cannot be read now: ${reason}`;
    return new DomainError('source_unavailable', 'unavailable', text, {}, { cause: error });
  }
  const text = `${name} could not be built from ${source}'s log: ${reason}`;
  return new DomainError('comparison_failed', 'unprocessable', text, {}, { cause: error });
}

/** NATS's words for a service that does not answer. */
const isSilence = (error: unknown): boolean =>
  error instanceof Error && /timeout|no responders|aborted/i.test(`${error.name} ${error.message}`);
