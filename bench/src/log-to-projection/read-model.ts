import { openDatabase, type Database } from '@clipcast/event-store';

/** A table of events by number, and one connection of its own to look at it. */
export class ReadModel {
  readonly #database: Database;

  constructor(
    url: string,
    private readonly table: string,
  ) {
    this.#database = openDatabase(url, 1);
  }

  /** Makes the table, for who has no projection that makes its own. */
  async create(): Promise<void> {
    await this.#database.pool.query(
      `create table ${this.table} (number bigint primary key, data jsonb not null)`,
    );
  }

  async newest(): Promise<bigint> {
    const { rows } = await this.#database.pool.query<{ newest: bigint }>({
      name: 'newest',
      text: `select coalesce(max(number), 0) as newest from ${this.table}`,
    });
    return rows[0]?.newest ?? 0n;
  }

  close(): Promise<void> {
    return this.#database.pool.end();
  }
}
