import type { Database } from '@clipcast/event-store';

/** As large as a page of a rebuild. */
const PAGE_ROWS = 5_000;
const statement = {
  name: 'page',
  text: 'select * from events where log_id = 1 and position > $1 order by position limit $2',
};

/** The baseline: reads every row of the log, page by page, with the same driver, and does nothing with it. */
export async function pagedSelect({ pool }: Database): Promise<number> {
  let rowsRead = 0;
  for (let after = 0n; ;) {
    const { rows } = await pool.query<{ position: bigint }>({ ...statement, values: [after, PAGE_ROWS] });
    const last = rows.at(-1);
    if (!last) return rowsRead;
    after = last.position;
    rowsRead += rows.length;
  }
}
