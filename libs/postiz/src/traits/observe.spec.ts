import type { Answer } from '../answer.ts';
import type { Call } from '../transport.ts';
import { observeFailure, observeSuccess } from './observe.ts';

const answer = (body: unknown, headers: Readonly<Record<string, string>> = {}, status = 200): Answer => ({
  status,
  text: JSON.stringify(body),
  header: (name) => headers[name],
});
const counted = { 'x-ratelimit-limit': '30', 'x-ratelimit-remaining': '7', 'x-ratelimit-reset': '60' };
const asked = (method: Call['method'], path: string) => ({ method, path });
const list = asked('GET', '/posts?startDate=x&endDate=x');
const status = asked('PUT', '/posts/post-1/status');

it.each([
  ['newer', { submittedForOrderId: null, releaseId: null, creationMethod: 'API', settings: null }],
  ['2.21.8-2.23', { releaseId: null, creationMethod: 'API' }],
  ['2.13-2.21.7', { releaseId: 'r' }],
  ['<=2.12.1', { submittedForOrganizationId: null, submittedForOrderId: null }],
])('tells %s by the fields of a listed post', (of, row) => {
  const seen = observeSuccess(list, answer({ posts: [{ id: 'a', ...row }] }));
  expect(seen).toContainEqual({ saw: 'listed-post', of });
});

it.each([[[]], [[{ id: 'a' }]]])('tells no generation by a list of %j', (posts) => {
  expect(observeSuccess(list, answer({ posts }))).toEqual([{ saw: 'limited-reads', is: false }]);
});

it.each([list, asked('DELETE', '/posts/post-1'), asked('POST', '/upload')])(
  'tells by the count of %j whether reads are limited',
  (call) => {
    expect(observeSuccess(call, answer({}, counted))).toEqual([{ saw: 'limited-reads', is: true }]);
    expect(observeSuccess(call, answer({}))).toEqual([{ saw: 'limited-reads', is: false }]);
  },
);

// Creations are counted by every version, these reads by none.
it.each([asked('POST', '/posts'), asked('GET', '/integrations'), asked('GET', '/is-connected')])(
  'sees nothing in the answer to %j',
  (call) => {
    expect(observeSuccess(call, answer({}, counted))).toEqual([]);
  },
);

it('sees the status route in its answer, its refusal and its absence', () => {
  const missing = {
    message: 'Cannot PUT /public/v1/posts/post-1/status',
    error: 'Not Found',
    statusCode: 404,
  };
  expect(observeSuccess(status, answer({}))).toEqual([{ saw: 'status-route', is: 'present' }]);
  expect(observeFailure(status, answer({ message: 'Post not found' }, {}, 400))).toEqual([
    { saw: 'status-route', is: 'present' },
  ]);
  expect(observeFailure(status, answer(missing, {}, 404))).toEqual([{ saw: 'status-route', is: 'absent' }]);
});

it.each([401, 403, 404, 429, 500, 502])('learns nothing about it from %i', (code) => {
  expect(observeFailure(status, answer({ message: 'no' }, {}, code))).toEqual([]);
});

it('learns nothing from other refusals', () => {
  expect(observeFailure(list, answer({ message: 'no' }, counted, 400))).toEqual([]);
});
