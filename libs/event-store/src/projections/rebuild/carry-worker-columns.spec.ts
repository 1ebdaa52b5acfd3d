import { sql } from 'kysely';
import { openTestLog } from '../../testing/open-test-log.ts';
import { carryWorkerColumns } from './carry-worker-columns.ts';

const TABLE = { name: 'job', workerColumns: ['lease'], create: () => Promise.resolve() };

describe('what workers wrote', () => {
  let log: Awaited<ReturnType<typeof openTestLog>>;
  beforeEach(async () => {
    log = await openTestLog();
    await sql`create schema before`.execute(log.database.db);
    await sql`create schema after`.execute(log.database.db);
  });
  afterEach(() => log.close());

  const make = (schema: string, key: string) =>
    sql`create table ${sql.id(schema, 'job')}
          (a int, b int, lease int not null default 0, ${sql.raw(key)})`.execute(log.database.db);
  const carry = () =>
    log.database.db.transaction().execute((tx) => carryWorkerColumns(tx, TABLE, 'before', 'after'));
  const leases = async () =>
    (await log.database.pool.query<{ lease: number }>('select lease from after.job')).rows;

  it('comes along with its rows, in whatever order the key names its columns', async () => {
    await make('before', 'primary key (a, b)');
    await make('after', 'primary key (b, a)');
    await log.database.pool.query('insert into before.job values (1, 2, 7)');
    await log.database.pool.query('insert into after.job values (1, 2)');
    await carry();
    expect(await leases()).toEqual([{ lease: 7 }]);
  });

  it.each(['primary key (a, b)', 'primary key (b)', 'unique (a)'])(
    'is never lost without a word: %s instead of (a)',
    async (key) => {
      await make('before', 'primary key (a)');
      await make('after', key);
      await expect(carry()).rejects.toThrow('The primary key of job has changed');
    },
  );

  it('is nothing where the table is new', async () => {
    await make('after', 'primary key (a)');
    await expect(carry()).resolves.toBeUndefined();
  });
});
