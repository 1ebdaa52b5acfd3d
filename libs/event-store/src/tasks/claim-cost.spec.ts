import { bareId, type Uuid } from '@clipcast/kernel';
import { sql, type RawBuilder } from 'kysely';
import { aProfile } from '../testing/counter.ts';
import { claimStatement } from './claim-statement.ts';
import { aTask, taskFixture } from './testing/task-fixture.ts';
import { longestWaitingQuery, NOBODY, PROFILES_MAX, profilesBehindQuery } from './waiting-profiles.ts';

const BACKLOG = 100_000;
const TABLE = 'work_task';

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly PlanNode[];
}

const nodesOf = (plan: PlanNode): PlanNode[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** Each row that a plan looked at, also those it then left out. */
const rowsRead = (nodes: readonly PlanNode[]): number =>
  nodes
    .filter((node) => node['Relation Name'] === TABLE && node['Node Type'] !== 'ModifyTable')
    .reduce((sum, node) => {
      const { 'Rows Removed by Filter': filtered = 0, 'Rows Removed by Index Recheck': rechecked = 0 } = node;
      return sum + (node['Actual Rows'] + filtered + rechecked) * node['Actual Loops'];
    }, 0);

describe('what a claim costs while 100,000 tasks of one profile are due', () => {
  let tasks: Awaited<ReturnType<typeof taskFixture>>;
  const [big, small] = [aProfile(), aProfile()];
  const others = Array.from({ length: 300 }, aProfile);
  beforeAll(async () => {
    tasks = await taskFixture();
    await tasks.pileUp(big, BACKLOG);
    await tasks.pileUp(big, BACKLOG / 2, new Date('2999-01-01T00:00:00Z'), -1);
    await tasks.add(aTask(small, 'single'));
  }, 60_000);
  afterAll(() => tasks.close());

  const analyze = async () => {
    await sql`analyze work_task`.execute(tasks.db);
  };
  const explain = async (query: RawBuilder<unknown>) => {
    const { rows } = await sql<{ 'QUERY PLAN': readonly [{ Plan: PlanNode; 'Execution Time': number }] }>`
      explain (analyze, format json) ${query}`.execute(tasks.db);
    const [row] = rows;
    if (!row) throw new Error('There is no plan.');
    const [{ Plan: plan }] = row['QUERY PLAN'];
    return nodesOf(plan);
  };
  const claim = (profiles: readonly Uuid[], limit = 8) =>
    claimStatement({ table: TABLE, profiles, after: NOBODY, limit, leaseMs: 15_000, perProfileMax: 1_000 });

  describe.each([
    ['before the planner knows anything about the table', () => Promise.resolve()],
    // From two profiles it concludes that each has half of the table.
    ['when it knows of two profiles', () => analyze()],
    [
      'when it knows of many profiles',
      async () => {
        await tasks.add(...others.map((profileId) => aTask(profileId, 'x')));
        await analyze();
      },
    ],
  ])('%s', (_, prepare) => {
    beforeAll(prepare);

    it.each([
      ['looking for who waits', () => longestWaitingQuery(TABLE), PROFILES_MAX],
      ['going round the profiles', () => profilesBehindQuery(TABLE, NOBODY), 2 * PROFILES_MAX],
      ['taking from the one with the backlog', () => claim([bareId(big)]), 200],
      ['taking from the one with a single task', () => claim([bareId(small)]), 20],
      [
        'taking from as many as are considered',
        () => claim(others.slice(0, PROFILES_MAX).map(bareId)),
        1_000,
      ],
    ])('%s reads few rows, by index', async (_name, query, rowsMax) => {
      const nodes = await explain(query());
      expect(
        nodes.filter((node) => node['Node Type'] === 'Seq Scan' && node['Relation Name'] === TABLE),
      ).toEqual([]);
      expect(rowsRead(nodes)).toBeLessThanOrEqual(rowsMax);
    });
  });
});
