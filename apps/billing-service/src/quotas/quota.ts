import type { QuotaChanged } from '@clipcast/contracts';
import { parseUsd, type Micros } from '@clipcast/kernel';

/** What a profile may spend in a calendar month. */
export interface Quota {
  /** 0 is unlimited. */
  readonly limit: Micros;
  readonly warnAtPercent: number;
  /** `hard` stops whoever spends at the limit, `soft` only tells. A cost that was incurred is booked either way. */
  readonly enforcement: QuotaChanged['data']['enforcement'];
  /** Of the profile's stream when it was set: a higher one is newer. */
  readonly version: number;
}

/** Until profile-service tells of a quota there is none. */
export const NO_QUOTA: Quota = { limit: 0n, warnAtPercent: 90, enforcement: 'hard', version: 0 };

/** A quota as profile-service told of it, at that version of the profile's stream. */
export const quotaOf = ({ monthlyLimitUsd, ...terms }: QuotaChanged['data'], version: number): Quota => ({
  ...terms,
  limit: parseUsd(monthlyLimitUsd),
  version,
});

/** How much of a quota is used up, in steps that somebody acts on. */
export type Standing = 'ok' | 'warning' | 'exhausted';

/** Where a month stands that has spent so much of a quota. */
export function standingOf(spent: Micros, { limit, warnAtPercent }: Quota): Standing {
  if (limit === 0n) return 'ok';
  if (spent >= limit) return 'exhausted';
  return spent * 100n >= limit * BigInt(warnAtPercent) ? 'warning' : 'ok';
}
