import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { bearer, PROFILE, tinyApp } from '../testing/app-fixture.ts';

let app: NestFastifyApplication;

beforeAll(async () => {
  ({ app } = await tinyApp());
});
afterAll(async () => app.close());

const notes = `/v1/profiles/${PROFILE}/notes`;

const write = async (headers: Record<string, string>, payload: object = { text: 'a' }, profile = PROFILE) => {
  const answer = await app.inject({
    method: 'POST',
    url: `/v1/profiles/${profile}/notes`,
    headers: { ...bearer, ...headers },
    payload,
  });
  return { status: answer.statusCode, body: answer.json<Record<string, never>>(), headers: answer.headers };
};

interface Context {
  readonly context: {
    readonly correlationId: string;
    readonly actor: string;
    readonly idempotency?: { readonly commandId: string; readonly fingerprint: string };
  };
}
const contextOf = async (...args: Parameters<typeof write>) => {
  const { body } = await write(...args);
  return (body as unknown as Context).context;
};

it('parses, fills in defaults and answers with the documented status', async () => {
  const { status, body, headers } = await write({});
  expect(status).toBe(202);
  expect(body).toMatchObject({ text: 'a', colour: 'red', context: { actor: 'operator:bootstrap' } });
  expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
});

it('takes a sane X-Request-Id as correlation id and replaces any other', async () => {
  expect((await contextOf({ 'x-request-id': 'order-12345' })).correlationId).toBe('order-12345');
  expect((await contextOf({ 'x-request-id': 'a b\u00e9' })).correlationId).toMatch(/^[0-9a-f-]{36}$/);
  expect((await write({ 'x-request-id': 'order-12345' })).headers['x-request-id']).toBe('order-12345');
});

it('derives one command from one key, quoted or bare, and another fingerprint from another body', async () => {
  const first = (await contextOf({ 'idempotency-key': 'key-number-1' })).idempotency;
  const quoted = (await contextOf({ 'idempotency-key': '"key-number-1"' })).idempotency;
  const otherBody = (await contextOf({ 'idempotency-key': 'key-number-1' }, { text: 'b' })).idempotency;
  const otherOrder = (await contextOf({ 'idempotency-key': 'key-number-1' }, { colour: 'red', text: 'a' }))
    .idempotency;
  const sameOrder = (await contextOf({ 'idempotency-key': 'key-number-1' }, { text: 'a', colour: 'red' }))
    .idempotency;
  const otherProfile = (
    await contextOf({ 'idempotency-key': 'key-number-1' }, { text: 'a' }, PROFILE.replace(/1$/, '2'))
  ).idempotency;
  expect(quoted).toEqual(first);
  expect(otherBody?.commandId).toBe(first?.commandId);
  expect(otherBody?.fingerprint).not.toBe(first?.fingerprint);
  expect(otherOrder).toEqual(sameOrder);
  expect(otherProfile?.commandId).not.toBe(first?.commandId);
  expect((await contextOf({})).idempotency).toBeUndefined();
});

it.each(['short', 'x'.repeat(256), 'with a space', '"'])('refuses the idempotency key %.20s', async (key) => {
  const { status, body } = await write({ 'idempotency-key': key });
  expect([status, body['code']]).toEqual([400, 'idempotency_key_invalid']);
});

it.each([
  ['"7"', 200, 7],
  ['*', 200, null],
  [undefined, 200, null],
  ['7', 400, undefined],
  ['W/"7"', 400, undefined],
  ['"1", "2"', 400, undefined],
])('reads If-Match %s', async (tag, status, expected) => {
  const headers = { ...bearer, ...(tag === undefined ? {} : { 'if-match': tag }) };
  const answer = await app.inject({ method: 'PUT', url: `${notes}/1`, headers });
  expect(answer.statusCode).toBe(status);
  if (status === 200) {
    expect(answer.json()).toEqual({ expected });
    expect(answer.headers['etag']).toBe(`"${(expected ?? 0) + 1}"`);
  } else {
    expect(answer.json()).toMatchObject({ code: 'if_match_invalid' });
  }
});

it('pages with an opaque cursor and refuses one it did not make', async () => {
  const get = (query: string) => app.inject({ url: `${notes}?${query}`, headers: bearer });
  const first = (await get('limit=2')).json<{ items: { id: number }[]; nextCursor: string }>();
  expect(first.items.map(({ id }) => id)).toEqual([1, 2]);
  const second = (await get(`limit=2&cursor=${first.nextCursor}`)).json<{ items: { id: number }[] }>();
  expect(second).toEqual({ items: [{ id: 3, text: 'note 3' }] });
  for (const cursor of ['zzz', Buffer.from('"text"').toString('base64url')]) {
    const answer = await get(`cursor=${cursor}`);
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([400, 'invalid_cursor']);
  }
});

it('serves a custom method with a colon in its path', async () => {
  const answer = await app.inject({ method: 'POST', url: `${notes}:batch`, headers: bearer });
  expect([answer.statusCode, answer.payload]).toEqual([200, '{"batch":true}']);
});
