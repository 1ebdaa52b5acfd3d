import { systemRuntime } from '@clipcast/kernel';
import type { Answer } from './answer.ts';
import { failedAnswer } from './failed-answer.ts';
import type { CallOutcome, PostizCallCode } from './postiz-call-error.ts';

const answer = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  text: typeof body === 'string' ? body : JSON.stringify(body),
  header: (name) => headers[name],
});
const asked = { method: 'PUT', path: '/posts/1/status' } as const;
const failed = (given: Answer) => failedAnswer(given, asked, 'key-canary-4711', systemRuntime.clock);

const html = '<html><body>Bad Gateway</body></html>';

it.each<[number, unknown, CallOutcome, PostizCallCode]>([
  [401, { msg: 'Invalid API key' }, 'rejected', 'postiz_key_invalid'],
  [
    400,
    { message: ['posts.0.value must be an array'], error: 'Bad Request', statusCode: 400 },
    'rejected',
    'postiz_refused',
  ],
  [400, { message: 'Post not found', error: 'Bad Request', statusCode: 400 }, 'rejected', 'postiz_refused'],
  [400, { msg: 'No file provided' }, 'rejected', 'postiz_refused'],
  [400, { statusCode: 400, provider: 'x', name: 'Acme', message: 'too long' }, 'rejected', 'postiz_refused'],
  [402, { statusCode: 402, message: 'limit', url: 'https://x/billing' }, 'rejected', 'postiz_plan_limit'],
  [403, { msg: 'Unauthorized' }, 'rejected', 'postiz_refused'],
  [
    404,
    { message: 'Cannot PUT /public/v1/posts/1/status', error: 'Not Found', statusCode: 404 },
    'rejected',
    'postiz_route_missing',
  ],
  [404, { message: 'Post not found', error: 'Not Found', statusCode: 404 }, 'rejected', 'postiz_not_found'],
  [404, { msg: 'Integration not found' }, 'rejected', 'postiz_not_found'],
  [413, { statusCode: 413, message: 'request entity too large' }, 'rejected', 'postiz_payload_too_large'],
  [422, { message: 'no', statusCode: 422 }, 'rejected', 'postiz_refused'],
  [
    429,
    { statusCode: 429, message: 'ThrottlerException: Too Many Requests' },
    'rejected_later',
    'postiz_rate_limited',
  ],
  [401, '', 'unknown', 'postiz_server_error'],
  [401, html, 'unknown', 'postiz_unexpected_answer'],
  [401, { message: 'Unauthorized', statusCode: 401 }, 'unknown', 'postiz_unexpected_answer'],
  [408, '', 'unknown', 'postiz_server_error'],
  [500, { statusCode: 500, message: 'Internal server error' }, 'unknown', 'postiz_server_error'],
  [502, html, 'unknown', 'postiz_server_error'],
  [503, '', 'unknown', 'postiz_server_error'],
  [400, html, 'unknown', 'postiz_unexpected_answer'],
  [400, '{"message":"cut', 'unknown', 'postiz_unexpected_answer'],
  [404, html, 'unknown', 'postiz_unexpected_answer'],
  [404, '[]', 'unknown', 'postiz_unexpected_answer'],
  [413, html, 'unknown', 'postiz_payload_too_large'],
  [409, { message: 'conflict', statusCode: 409 }, 'unknown', 'postiz_unexpected_answer'],
  [302, '', 'unknown', 'postiz_unexpected_answer'],
])('%i with %j is %s: %s', (status, body, outcome, code) => {
  expect(failed(answer(status, body))).toMatchObject({ outcome, code, status });
});

describe('the wait after 429', () => {
  const waitOf = (header: string) => failed(answer(429, '', { 'retry-after': header })).retryAfterMs;

  it('is taken in seconds, or as a date, and never longer than a day', () => {
    expect(waitOf('3600')).toBe(3_600_000);
    const inAMinute = new Date(systemRuntime.clock.now().getTime() + 60_000).toUTCString();
    expect(waitOf(inAMinute)).toBeGreaterThan(57_000);
    expect(waitOf(inAMinute)).toBeLessThanOrEqual(60_000);
    expect(waitOf('Thu, 01 Jan 1970 00:00:00 GMT')).toBe(0);
    expect(waitOf('99999999999999999999')).toBe(86_400_000);
  });

  it('is not made up where there is none', () => {
    expect(waitOf('soon')).toBeUndefined();
    expect(failed(answer(429, '')).retryAfterMs).toBeUndefined();
  });
});

describe('what Postiz said', () => {
  const said = (message: unknown) => failed(answer(400, { message })).upstreamMessage;

  it('is kept, several messages as one', () => {
    expect(said(['first', 'second'])).toBe('first; second');
  });

  it('is cut to 300 printable characters on one line', () => {
    expect(said(`a\u0000\r\n\u001b[31m\u202eb${'c'.repeat(1_000)}`)).toBe(`a [31m b${'c'.repeat(292)}`);
  });

  it('never carries the key, though a hostile server may echo it', () => {
    const error = failed(answer(400, { message: 'you sent key-canary-4711' }));
    expect(error.upstreamMessage).toBe('you sent [secret]');
    expect(error.message).not.toContain('you sent');
  });
});
