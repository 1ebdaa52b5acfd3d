import { ClipcastError, errorOf, problemOf } from './errors.ts';
import { surroundings, type Surroundings } from './system-runtime.adapter.ts';

export interface RetryOptions {
  /** How often a call is made at most. */
  readonly attempts: number;
  /** The first wait; it doubles from time to time. */
  readonly baseMs: number;
  /** No wait is longer, unless the service asks for it. */
  readonly capMs: number;
  /** How long one attempt may take. */
  readonly timeoutMs: number;
}

/** Half a minute of waiting in all. */
export const usualRetries: RetryOptions = { attempts: 8, baseMs: 250, capMs: 10_000, timeoutMs: 30_000 };

/** A service may ask for a longer wait than ours, but not for any. */
const RETRY_AFTER_MS_MAX = 60_000;

/** What openapi-fetch answers. */
export interface Answer<Data> {
  readonly data?: Data;
  readonly error?: unknown;
  readonly response: Response;
}

/**
 * The data of a call that may be made more than once with the same effect. It is made again when no answer came, and after
 * 429, 5xx and problems that say they are `retryable`; waits double, with jitter, and `Retry-After` is heeded.
 * @throws {ClipcastError} the refusal, or `unreachable` when the last attempt had no answer.
 */
export async function answered<Data>(
  ask: (signal: AbortSignal) => Promise<Answer<Data>>,
  options: RetryOptions,
  { sleep, fraction, deadline }: Surroundings = surroundings,
): Promise<Data> {
  for (let attempt = 1; ; attempt += 1) {
    const { data, failure, retryAfterMs } = await attemptOf(() => ask(deadline(options.timeoutMs)));
    if (failure === undefined) return data as Data;
    if (retryAfterMs === undefined || attempt >= options.attempts) throw failure;
    const ceiling = Math.min(options.capMs, options.baseMs * 2 ** (attempt - 1));
    await sleep(Math.max(retryAfterMs, ceiling * (0.5 + fraction() / 2)));
  }
}

interface Attempt<Data> {
  readonly data?: Data | undefined;
  readonly failure?: ClipcastError;
  /** How long the service wants to be left alone; undefined when asking again is of no use. */
  readonly retryAfterMs?: number;
}

async function attemptOf<Data>(ask: () => Promise<Answer<Data>>): Promise<Attempt<Data>> {
  try {
    const { data, error, response } = await ask();
    if (response.ok) return { data };
    const failure = errorOf(response.status, problemOf(error));
    const mayPass = response.status === 429 || response.status >= 500 || failure.problem?.retryable === true;
    return { failure, ...(mayPass && { retryAfterMs: retryAfterMsOf(response) }) };
  } catch (cause) {
    const failure = new ClipcastError('No answer came.', { code: 'unreachable', cause });
    return { failure, retryAfterMs: 0 };
  }
}

function retryAfterMsOf({ headers }: Response): number {
  const seconds = Number(headers.get('retry-after') ?? 0);
  return Number.isFinite(seconds) ? Math.min(RETRY_AFTER_MS_MAX, Math.max(0, seconds * 1_000)) : 0;
}
