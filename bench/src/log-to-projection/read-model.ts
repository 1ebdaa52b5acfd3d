import { openDatabase, type Database } from '@clipcast/event-store';

/** A table of events by number, and one connection of its own to look at it. */
export class ReadModel {
  private constructor(
    private readonly database: Database,
    private readonly table: string,
  ) {}

  static async create(url: string, table: string): Promise<ReadModel> {
    const database = openDatabase(url, 1);
    await database.pool.query(`create table ${table} (number bigint primary key, data jsonb not null)`);
    return new ReadModel(database, table);
  }

  async newest(): Promise<bigint> {
    const { rows } = await this.database.pool.query<{ newest: bigint }>({
      name: 'newest',
      text: `select coalesce(max(number), 0) as newest from ${this.table}`,
    });
    return rows[0]?.newest ?? 0n;
  }

  close(): Promise<void> {
    return this.database.close();
  }
}
