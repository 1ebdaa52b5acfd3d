import type { QuotaChanged } from '@clipcast/contracts';
import { parseUsd, type Micros } from '@clipcast/kernel';

/** What a profile may spend in a calendar month. */
export interface Quota {
  /** 0 is unlimited. */
  readonly limit: Micros;
  /** From this share of the limit on the month's status is `warning`. */
  readonly warnAtPercent: number;
  /** Further shares that are told when they are reached. */
  readonly alsoTellAtPercent: readonly number[];
  /** `hard` refuses whoever asks beyond the limit, `soft` only tells. A cost that was incurred is booked either way. */
  readonly enforcement: QuotaChanged['data']['enforcement'];
  /** Of the profile's stream when it was set: a higher one is newer. */
  readonly version: number;
}

/** Until profile-service tells of a quota there is none. */
export const NO_QUOTA: Quota = {
  limit: 0n,
  warnAtPercent: 90,
  alsoTellAtPercent: [],
  enforcement: 'hard',
  version: 0,
};

/** A quota as profile-service told of it, at that version of the profile's stream. */
export const quotaOf = ({ monthlyLimitUsd, ...terms }: QuotaChanged['data'], version: number): Quota => ({
  ...terms,
  limit: parseUsd(monthlyLimitUsd),
  version,
});

/** The shares of the limit that are told once a month, ascending. */
export const thresholdsOf = ({ warnAtPercent, alsoTellAtPercent }: Quota): readonly number[] =>
  [...new Set([warnAtPercent, ...alsoTellAtPercent])].toSorted((one, other) => one - other);

/** Whether a share of the limit is used up; never without a limit. */
export const isReached = (percent: number, spent: Micros, { limit }: Pick<Quota, 'limit'>): boolean =>
  limit !== 0n && spent * 100n >= limit * BigInt(percent);

/** What is left of a limit when so much is spent and reserved; nothing rather than less than nothing. */
export const remaining = (used: Micros, limit: Micros): Micros => (used < limit ? limit - used : 0n);

/** How much of a quota is used up, in steps that somebody acts on. */
export type Standing = 'ok' | 'warning' | 'exhausted';

/** Where a month stands that has spent so much of a quota. */
export function standingOf(spent: Micros, quota: Pick<Quota, 'limit' | 'warnAtPercent'>): Standing {
  if (isReached(100, spent, quota)) return 'exhausted';
  return isReached(quota.warnAtPercent, spent, quota) ? 'warning' : 'ok';
}
