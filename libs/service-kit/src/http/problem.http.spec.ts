import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { bearer, PROFILE, tinyApp, type TinyApp } from '../testing/app-fixture.ts';

let tiny: TinyApp;
let app: NestFastifyApplication;

beforeAll(async () => {
  tiny = await tinyApp();
  app = tiny.app;
});
afterAll(async () => app.close());

const fail = (how: string) => app.inject({ url: `/v1/failures/${how}`, headers: bearer });

it.each([
  ['invalid', 400],
  ['unauthenticated', 401],
  ['over_quota', 402],
  ['forbidden', 403],
  ['not_found', 404],
  ['conflict', 409],
  ['stale', 412],
  ['too_large', 413],
  ['unsupported_media', 415],
  ['unprocessable', 422],
  ['too_many', 429],
  ['upstream', 502],
  ['unavailable', 503],
])('answers a refusal of kind %s with %i', async (kind, status) => {
  const answer = await fail(kind);
  expect(answer.statusCode).toBe(status);
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(answer.json()).toEqual({
    type: `urn:clipcast:problem:some_${kind}`,
    title: `Some ${kind.replace('_', ' ')}`,
    status,
    detail: 'As asked.',
    instance: `/api/tiny/v1/failures/${kind}`,
    code: `some_${kind}`,
    retryable: status >= 500,
  });
  expect(answer.headers['retry-after']).toBe(status === 503 ? '1' : undefined);
});

it('adds the details of a refusal, but never over a member that every problem has', async () => {
  const answer = await fail('quota');
  expect(answer.statusCode).toBe(402);
  expect(answer.json()).toMatchObject({ code: 'quota_exceeded', limit: '5', status: 402 });
});

it('tells when to try again', async () => {
  const answer = await fail('busy');
  expect([answer.statusCode, answer.headers['retry-after']]).toEqual([409, '3']);
  expect(answer.json()).toMatchObject({ retryable: true });
});

it.each(['refused', 'shutdown', 'connection', 'terminated'])(
  'answers 503 when the database is %s',
  async (how) => {
    const answer = await fail(how);
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '1']);
    expect(answer.json()).toMatchObject({ code: 'database_unavailable', retryable: true });
  },
);

it('says nothing of an error nobody foresaw, and logs it once with its text', async () => {
  const answer = await fail('internal');
  expect(answer.statusCode).toBe(500);
  expect(answer.json()).toMatchObject({ code: 'internal', retryable: false });
  expect(answer.payload).not.toContain('inner text');
  expect(
    tiny
      .log()
      .split('\n')
      .filter((line) => line.includes('inner text')),
  ).toHaveLength(1);
});

const post = (payload: string, type = 'application/json', extra = {}) =>
  app.inject({
    method: 'POST',
    url: `/v1/profiles/${PROFILE}/notes`,
    headers: { ...bearer, 'content-type': type, ...extra },
    payload,
  });

it.each([
  ['{"text":', 'application/json', 400, 'malformed_json'],
  ['', 'application/json', 400, 'invalid_request'],
  ['{"__proto__":{"x":1}}', 'application/json', 400, 'malformed_json'],
  ['text=1', 'application/x-www-form-urlencoded', 415, 'unsupported_media_type'],
  ['hello', 'text/plain', 415, 'unsupported_media_type'],
  [JSON.stringify({ text: 'x'.repeat(300_000) }), 'application/json', 413, 'body_too_large'],
])('refuses the body %.20s of type %s with %i %s', async (payload, type, status, code) => {
  const answer = await post(payload, type);
  expect(answer.statusCode).toBe(status);
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(answer.json()).toMatchObject({ status, code });
});

it.each([
  ['/v1/nothing', 404, 'route_not_found'],
  ['/profiles', 404, 'route_not_found'],
  ['/v1/%zz', 400, 'malformed_url'],
  [`/v1/failures/${'x'.repeat(300)}`, 414, 'url_too_long'],
])('answers %.30s with %i %s in the same form', async (url, status, code) => {
  const answer = await app.inject({ url, headers: bearer });
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(answer.json()).toMatchObject({ status, code, instance: `/api/tiny${url}` });
  expect(answer.headers['x-content-type-options'] ?? 'nosniff').toBe('nosniff');
});

it('reports every wrong field at once, by pointer, unknown ones at any depth too', async () => {
  const answer = await post('{"text":"","extra/~":1,"place":{"x":1,"y":2}}');
  expect(answer.statusCode).toBe(400);
  const problem = answer.json<{ code: string; errors: { pointer: string }[] }>();
  expect(problem.code).toBe('invalid_request');
  expect(problem.errors.map(({ pointer }) => pointer).sort()).toEqual(['/extra~1~0', '/place/y', '/text']);
});

it('refuses unknown and wrong query and path parameters', async () => {
  const query = await app.inject({ url: `/v1/profiles/${PROFILE}/notes?limit=0&x=1`, headers: bearer });
  expect(query.json<{ errors: { pointer: string }[] }>().errors.map(({ pointer }) => pointer)).toEqual([
    '/query/limit',
    '/query/x',
  ]);
  const path = await app.inject({
    method: 'POST',
    url: '/v1/profiles/prf_x/notes',
    headers: bearer,
    payload: { text: 'a' },
  });
  expect(path.json()).toMatchObject({ status: 400, errors: [{ pointer: '/params/profileId' }] });
});
