import type { Clock } from '@clipcast/kernel';

const DAY_MS = 86_400_000;

/**
 * The wait that a `Retry-After` header asks for, given in seconds or as a date. Never more than a day, so that an odd
 * answer cannot park a tenant for good; undefined when there is none.
 */
export function retryAfterMs(header: string | undefined, clock: Clock): number | undefined {
  if (header === undefined) return undefined;
  const waitMs = /^\d+$/.test(header.trim())
    ? Number(header) * 1_000
    : Date.parse(header) - clock.now().getTime();
  return Number.isNaN(waitMs) ? undefined : Math.min(Math.max(waitMs, 0), DAY_MS);
}
