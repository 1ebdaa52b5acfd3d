import type { ProjectionState, RebuildState } from './answers.ts';
import { OPERATOR_KEY, standInEdge, type Asked, type StandInAnswer } from './testing/stand-in-edge.ts';

const rebuild = (more: Partial<RebuildState> = {}): RebuildState => ({
  version: 1,
  status: 'building',
  position: '40',
  target: '100',
  percent: 40,
  eventsPerSecond: 20,
  etaSeconds: 3,
  error: null,
  requestedAt: '2026-11-22T10:00:00.000Z',
  ...more,
});
const clips = (more: Partial<ProjectionState> = {}): ProjectionState => ({
  name: 'clip-list',
  source: 'publish',
  version: 1,
  servingVersion: 1,
  status: 'active',
  reason: null,
  position: '100',
  head: '100',
  lag: '0',
  rebuild: null,
  wayBack: null,
  ...more,
});

let answer: (asked: Asked) => StandInAnswer;
const { run, asked, close } = await standInEdge((one) => answer(one));
beforeEach(() => asked.splice(0));
afterAll(close);

it('lists read models as a table, or as JSON', async () => {
  answer = ({ path }) => ({ body: { items: path.startsWith('publish') ? [clips()] : [] } });
  const { code, said } = await run('projections', 'list');
  expect(code).toBe(0);
  expect(said).toMatch(/^publish {2}clip-list {3}publish {2}v1 {7}active {3}100 {4}0 /m);
  expect(asked.every(({ authorization }) => authorization === `Bearer ${OPERATOR_KEY}`)).toBe(true);
  const json = await run('projections', 'list', 'publish', '--json');
  expect(JSON.parse(json.said)).toEqual([{ service: 'publish', items: [clips()] }]);
});

it('follows a rebuild until its tables serve, in plain lines where nobody watches', async () => {
  const states = [rebuild(), rebuild({ percent: 45 }), rebuild({ percent: 80, error: 'disk full' })];
  // The one that was done before this one was asked for says nothing about it.
  const before = rebuild({ status: 'done', percent: 100, requestedAt: '2026-11-21T10:00:00.000Z' });
  const lasts = [before, ...states, rebuild({ status: 'done', percent: 100 })];
  answer = ({ method }) =>
    method === 'POST'
      ? { status: 202, body: clips({ rebuild: rebuild({ status: 'requested', percent: 0 }) }) }
      : { body: { items: [clips({ rebuild: lasts.shift() ?? null })] } };
  const { code, said } = await run('projections', 'rebuild', 'publish', 'clip-list');
  expect(code).toBe(0);
  expect(said.split('\n')).toEqual([
    'clip-list: 100.00 %, fact 40 of 100, 20 facts/s',
    'clip-list: 80.00 %, waiting: disk full',
    'clip-list: 100.00 %, fact 40 of 100, 20 facts/s',
    'clip-list: version 1 serves from the new tables, at fact 100.',
  ]);
  expect(asked[0]).toMatchObject({ method: 'POST', path: 'publish/ops/v1/projections/clip-list/rebuild' });
});

it('sends what dead letters are meant, and says where a stream stopped', async () => {
  answer = () => ({ body: { replayed: 2, failed: [{ id: 'letter-3', error: 'still broken' }] } });
  const stream = ['--subscription', 'quotas', '--profile', 'prf_1', '--stream', 'str_1'];
  const { code, said } = await run('dead-letters', 'replay', 'billing', ...stream, '--reason', 'mended');
  expect(asked[0]).toMatchObject({
    path: 'billing/ops/v1/dead-letters/replay',
    body: { subscription: 'quotas', profileId: 'prf_1', streamId: 'str_1', reason: 'mended' },
  });
  expect(said).toContain('2 replayed, stopped at:\n  letter-3: still broken');
  expect(code).toBe(1);
});

it('says what to go on with after a database was put back', async () => {
  answer = ({ path }) => ({
    body: path.includes('renew-epoch')
      ? { epoch: 'e-2', stream: 'PROFILE' }
      : { name: 'quotas', source: 'profile', position: '7', epoch: 'e-2' },
  });
  const renewed = await run('log', 'renew-epoch', 'profile', '--yes');
  const accepted = await run('subscriptions', 'accept-log', 'billing', 'quotas', '--from', 'head');
  expect([renewed, accepted]).toMatchObject([
    { code: 0, said: 'profile: epoch e-2; PROFILE is being filled again.' },
    { code: 0, said: 'quotas goes on after fact 7 of profile.' },
  ]);
  expect(asked).toMatchObject([
    { path: 'profile/ops/v1/log/renew-epoch', body: { confirm: 'profile' } },
    { path: 'billing/ops/v1/subscriptions/quotas/accept-log', body: { from: 'head' } },
  ]);
});

it('ends with 1 and the service’s own words when it is refused', async () => {
  const errors = [{ pointer: '/reason', detail: 'Too short.' }];
  answer = () => ({ status: 400, body: { code: 'invalid_request', detail: 'It has a problem.', errors } });
  const { code, complained } = await run('dead-letters', 'discard', 'billing', 'x', '--reason', 'y');
  expect([code, complained]).toEqual([1, 'billing-service: It has a problem.\n  /reason: Too short.\n']);
});

it.each([
  [['projections', 'rebuild', 'nonsense', 'clip-list'], /Allowed choices are profile, publish, billing/],
  [['dead-letters', 'discard', 'billing', 'x'], /--reason/],
  [['dead-letters', 'replay', 'billing'], /Name one letter by its id/],
  [['subscriptions', 'accept-log', 'billing', 'x'], /--from/],
  [['subscriptions', 'accept-log', 'billing', 'x', '--from', 'middle'], /head, start/],
  [['log', 'renew-epoch', 'billing'], /add --yes/],
  [['nonsense'], /unknown command/],
])('ends with 2 for a command that makes no sense: %j', async (args, words) => {
  const { code, complained } = await run(...args);
  expect(code).toBe(2);
  expect(complained).toMatch(words);
  expect(asked).toEqual([]);
});

it('waits for a service that is being restarted, under one key', async () => {
  const detail = 'publish-service does not answer right now.';
  let times = 0;
  answer = () => {
    times += 1;
    return times < 3
      ? { status: 503, body: { code: 'service_unavailable', detail } }
      : { status: 202, body: clips() };
  };
  const { code } = await run('projections', 'rebuild', 'publish', 'clip-list', '--no-wait');
  expect([code, asked.length]).toEqual([0, 3]);
  expect(new Set(asked.map(({ key }) => key)).size).toBe(1);
});

it('ends with 3 when nothing answers', async () => {
  const { code, complained } = await run('relay', '--edge', 'http://127.0.0.1:9');
  expect(code).toBe(3);
  expect(complained).toContain('Is the platform running?');
});

it('proves nothing when a read model differs, and shows the rows', async () => {
  const comparison = (equal: boolean) => ({
    name: 'clip-list',
    source: 'publish',
    position: '100',
    equal,
    tables: [
      {
        table: 'clip',
        live: { rows: '3', hash: equal ? 'a' : 'b' },
        built: { rows: '3', hash: 'a' },
        differences: equal ? [] : [{ only: 'live', row: { title: 'planted' } }],
      },
    ],
  });
  let equal = true;
  answer = ({ method, path }) => {
    if (method === 'POST') return { body: comparison(equal) };
    const isList = path === 'publish/ops/v1/projections';
    return { body: { items: isList ? [clips()] : [] } };
  };
  expect(await run('prove', '--no-wipe')).toMatchObject({
    code: 0,
    said: expect.stringContaining('Proved: 1 read models') as string,
  });
  equal = false;
  const { code, said } = await run('prove', '--no-wipe');
  expect(code).toBe(1);
  expect(said).toContain('only in the table: {"title":"planted"}');
  expect(said).toContain('NOT PROVED');
});
