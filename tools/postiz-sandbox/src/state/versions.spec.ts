import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SandboxUnderTest } from '../testing/sandbox-under-test.ts';
import { VersionSchema, type Version } from './version.ts';

let test: SandboxUnderTest;
beforeAll(async () => {
  test = await SandboxUnderTest.start({ apiLimitPerHour: undefined });
  // A tenant for each version: they live side by side.
  for (const version of VersionSchema.options) {
    const integrations = [{ id: `m-${version}`, name: 'M', identifier: 'x' }];
    await test.control('POST', '/organisations', {
      name: version,
      key: `key ${version}`,
      integrations,
      version,
    });
  }
});
afterAll(() => test.stop());

const DATE = '2027-05-01T10:00:00.137Z';
const TOO_LONG = 'x'.repeat(400);
const FIELDS = 'content group id integration intervalInDays publishDate releaseURL state tags'.split(' ');
const SUBMITTED = ['submittedForOrderId', 'submittedForOrganizationId'];

/** What a client can tell of each version, oldest first. */
const EXPECTED: Record<Version, object> = {
  '2.11': { limits: { create: '30', list: '30' }, fields: SUBMITTED, routes: [], deleted: 'id' },
  '2.18': {
    limits: { create: '30', list: '30' },
    fields: ['releaseId'],
    routes: ['notifications', 'group'],
    deleted: 'error',
  },
  '2.19': {
    limits: { create: '30' },
    fields: ['releaseId'],
    routes: ['notifications', 'group', 'missing'],
    deleted: 'error',
  },
  '2.21.7': {
    limits: { create: '30' },
    fields: ['releaseId'],
    routes: ['notifications', 'group', 'missing', 'status'],
    deleted: 'error',
  },
  '2.23': {
    limits: { create: '90' },
    fields: ['creationMethod', 'releaseId'],
    routes: ['notifications', 'group', 'missing', 'status', 'groups'],
    deleted: 'error',
  },
  head: {
    limits: { create: '90' },
    fields: ['creationMethod', 'releaseId', 'settings'],
    routes: ['notifications', 'group', 'missing', 'status', 'groups', 'settings', 'users'],
    deleted: 'error',
  },
};

const ROUTES = [
  ['notifications', 'GET', '/notifications'],
  ['group', 'DELETE', '/posts/group/none'],
  ['missing', 'GET', '/posts/none/missing'],
  ['status', 'PUT', '/posts/none/status'],
  ['groups', 'GET', '/groups'],
  ['settings', 'PUT', '/posts/none/settings'],
  ['users', 'GET', '/users'],
] as const;

describe.each(VersionSchema.options)('version %s', (version) => {
  const headers = { authorization: `key ${version}` };
  const api = (method: string, path: string, json?: unknown) =>
    test.api(method, path, json === undefined ? { headers } : { headers, json });
  const body = (overrides: object = {}) =>
    test.body({
      integration: `m-${version}`,
      date: DATE,
      settings: { who_can_reply_post: 'everyone' },
      ...overrides,
    });

  it('has the limits, fields, routes and answers that the contract gives it', async () => {
    const created = await api('POST', '/posts', body());
    const list = await api('GET', `/posts?startDate=${DATE}&endDate=${DATE}`);
    const [row] = (list.body as { posts: { id: string }[] }).posts;
    const routes: string[] = [];
    for (const [name, method, path] of ROUTES) {
      if (!(await api(method, path)).text.includes('Cannot ')) routes.push(name);
    }
    const limits = [
      ['create', created.headers['x-ratelimit-limit']],
      ['list', list.headers['x-ratelimit-limit']],
    ].filter(([, limit]) => limit !== undefined);
    const deleted = await api('DELETE', `/posts/${row?.id}`);
    expect({
      limits: Object.fromEntries(limits) as unknown,
      fields: Object.keys(row ?? {})
        .filter((name) => !FIELDS.includes(name))
        .toSorted(),
      routes,
      deleted: Object.keys(deleted.body ?? {})[0],
    }).toEqual(EXPECTED[version]);
  });

  it('is as strict as it was about types and content', async () => {
    const at = VersionSchema.options.toReversed().indexOf(version);
    const since = (other: Version): boolean => at >= VersionSchema.options.toReversed().indexOf(other);
    const status = async (overrides: object) => (await api('POST', '/posts', body(overrides))).status;
    expect({
      inventedType: await status({ type: 'publish' }),
      update: await status({ type: 'update' }),
      tooLong: await status({ type: 'schedule', value: { content: TOO_LONG } }),
    }).toEqual({
      inventedType: since('2.23') ? 201 : 400,
      update: since('2.18') ? 201 : 400,
      tooLong: since('2.23') ? 400 : 201,
    });
  });
});

it('2.23 publishes again what is published, head does not', async () => {
  const answers: (readonly [Version, number])[] = [];
  for (const version of ['2.23', 'head'] as const) {
    const post = { integration: `m-${version}`, settings: { who_can_reply_post: 'everyone' } };
    const key = `key ${version}`;
    const id = await test.create({ ...post, type: 'schedule', date: test.time.inMs(-1), key });
    for (let steps = 0; (await test.judgedPost(id))?.state !== 'PUBLISHED' && steps < 1_000; steps += 1)
      test.time.advance(1_000);
    const json = test.body({ ...post, type: 'schedule', value: { id } });
    answers.push([
      version,
      (await test.api('POST', '/posts', { json, headers: { authorization: key } })).status,
    ]);
  }
  expect(answers).toEqual([
    ['2.23', 201],
    ['head', 400],
  ]);
});

it('compresses long answers at head, for clients that can read them', async () => {
  for (let posts = 0; posts < 5; posts += 1) await test.create({ date: DATE });
  const read = (encoding: string) =>
    test.api('GET', `/posts?startDate=${DATE}&endDate=${DATE}`, {
      headers: { authorization: 'sandbox-acme-key', 'accept-encoding': encoding },
    });
  expect((await read('gzip')).headers['content-encoding']).toBe('gzip');
  expect((await read('identity')).headers['content-encoding']).toBeUndefined();
});
