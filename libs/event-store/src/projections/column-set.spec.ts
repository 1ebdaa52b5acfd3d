import { sql } from 'kysely';
import { openTestLog } from '../testing/open-test-log.ts';
import { columnSet } from './column-set.ts';
import { rowSet } from './row-set.ts';

describe('rows as parameters', () => {
  let log: Awaited<ReturnType<typeof openTestLog>>;
  beforeAll(async () => {
    log = await openTestLog();
    await log.database.pool.query(
      'create table thing (name text, count bigint, at timestamptz, yes boolean, more jsonb, nothing text)',
    );
  });
  afterAll(() => log.close());

  /** Everything that means something in an array, in JSON or in neither. */
  const nasty = [
    '',
    'null',
    'NULL',
    ' a ',
    'a,b',
    '{}',
    '"',
    '\\',
    '\\"',
    "'",
    '\n\t\r\b',
    'é😀',
    '${x}',
    '$&',
    '\\n',
  ];
  const at = new Date('2026-03-10T09:00:00.123Z');
  const rows = nasty.map((name, index) => ({
    name,
    count: 9_007_199_254_740_993n + BigInt(index),
    at,
    yes: index % 2 === 0,
    more: { [name]: [name, null, 1] },
    nothing: null,
  }));

  it('arrive as they are, column by column', async () => {
    const types = {
      name: 'text',
      count: 'bigint',
      at: 'timestamptz',
      yes: 'boolean',
      more: 'jsonb',
      nothing: 'text',
    };
    const found = await sql`select * from ${columnSet(types, rows)} as thing`.execute(log.database.db);
    expect(found.rows).toEqual(rows);
  });

  it('arrive as they are, as JSON', async () => {
    const carried = rows.map((row) => ({ ...row, count: String(row.count) }));
    const found =
      await sql`select * from ${rowSet<{ thing: Record<string, never> }, 'thing'>('thing', carried as never)}`.execute(
        log.database.db,
      );
    expect(found.rows).toEqual(rows);
  });

  it('may be none', async () => {
    const found = await sql`select * from ${columnSet({ name: 'text' }, [])} as thing`.execute(
      log.database.db,
    );
    expect(found.rows).toEqual([]);
  });
});
