import { ClipcastError, PriceUnknown, QuotaExceeded } from './errors.ts';
import { answered, type Answer } from './retry.ts';

const options = { attempts: 4, baseMs: 100, capMs: 250, timeoutMs: 1_000 };

const problem = (code: string, different: object = {}) => ({
  code,
  detail: `Because of ${code}.`,
  ...different,
});
const refusal = (status: number, error?: unknown, headers: Record<string, string> = {}): Answer<string> => ({
  ...(error === undefined ? {} : { error }),
  response: new Response(null, { status, headers }),
});
const granted: Answer<string> = { data: 'granted', response: new Response(null, { status: 201 }) };

/** Asks something that answers so, one after the other; what is waited for is noted instead. */
function asking(...answers: (Answer<string> | Error)[]) {
  const waits: number[] = [];
  let times = 0;
  const ask = () => {
    const next = answers[Math.min(times, answers.length - 1)];
    times += 1;
    return next instanceof Error || !next ? Promise.reject(next ?? new Error('none')) : Promise.resolve(next);
  };
  const surroundings = {
    sleep: (ms: number) => Promise.resolve(void waits.push(ms)),
    fraction: () => 0.5,
    deadline: () => new AbortController().signal,
  };
  return { result: answered(ask, options, surroundings), waits, times: () => times };
}

it('asks again after lost answers, 5xx, 429 and what is retryable, with waits that double up to a bound', async () => {
  const { result, waits } = asking(
    new TypeError('fetch failed'),
    refusal(502, '<html>'),
    refusal(429),
    granted,
  );
  expect(await result).toBe('granted');
  expect(waits).toEqual([75, 150, 187.5]);
  const busy = asking(refusal(409, problem('contention', { retryable: true })), granted);
  expect(await busy.result).toBe('granted');
});

it('waits as long as the service asks for, within reason', async () => {
  const { result, waits } = asking(
    refusal(503, undefined, { 'retry-after': '2' }),
    refusal(503, undefined, { 'retry-after': '999999' }),
    refusal(503, undefined, { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }),
    granted,
  );
  expect(await result).toBe('granted');
  expect(waits).toEqual([2_000, 60_000, 187.5]);
});

it('gives up after so many attempts, and says why', async () => {
  const lost = asking(new TypeError('fetch failed'));
  await expect(lost.result).rejects.toMatchObject({ code: 'unreachable', status: undefined });
  expect(lost.times()).toBe(4);
  const down = asking(refusal(503, problem('database_unavailable', { retryable: true })));
  await expect(down.result).rejects.toMatchObject({ code: 'database_unavailable', status: 503 });
  expect(down.times()).toBe(4);
});

it.each([
  [402, 'quota_exceeded', QuotaExceeded],
  [402, 'key_spend_cap_exceeded', QuotaExceeded],
  [422, 'price_unknown', PriceUnknown],
  [400, 'invalid_request', ClipcastError],
  [401, 'unauthenticated', ClipcastError],
])('does not ask again after %i %s', async (status, code, type) => {
  const { result, times } = asking(refusal(status, problem(code)));
  const error: unknown = await result.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(type);
  expect(error).toMatchObject({ status, code, message: `Because of ${code}.` });
  expect(times()).toBe(1);
});
