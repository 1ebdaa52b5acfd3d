import type { Answer } from './answer.ts';

/** The hourly budget as the last counted answer told it. */
export interface RateLimit {
  readonly limit: number;
  readonly remaining: number;
  /** Seconds until the window ends; Postiz sends no epoch here. */
  readonly resetSeconds: number;
}

const NUMBER = /^\d{1,9}$/;

/** The rate limit in an answer's headers; undefined where Postiz does not count this call. */
export function rateLimitOf({ header }: Answer): RateLimit | undefined {
  const texts = ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'].map(
    (name) => header(name) ?? '',
  );
  if (!texts.every((text) => NUMBER.test(text))) return undefined;
  const [limit = 0, remaining = 0, resetSeconds = 0] = texts.map(Number);
  return { limit, remaining, resetSeconds };
}
