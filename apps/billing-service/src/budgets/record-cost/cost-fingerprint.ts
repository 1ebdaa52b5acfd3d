import { createHash } from 'node:crypto';
import { canonicalJson } from '@clipcast/service-kit';
import type { ReportedCost } from './record-cost.ts';

/**
 * The same for the same cost, whichever door it comes through: by what was used, when, for how much and for what. Who
 * reports it does not count, and `"1"` is `"1.0"`.
 */
export function costFingerprint(reported: ReportedCost): string {
  const { costId: _, accessKeyId: _key, ...cost } = reported;
  const content = canonicalJson({
    ...cost,
    quantity: plainDecimal(cost.quantity),
    amountUsd: cost.amountUsd === null ? null : plainDecimal(cost.amountUsd),
    incurredAt: Date.parse(cost.incurredAt),
  });
  return createHash('sha256').update(content).digest('base64url');
}

/** `"-01.50"` is `"-1.5"`, and `"-0"` is `"0"`. */
function plainDecimal(text: string): string {
  const [, sign = '', whole = '', decimals = ''] = /^(-?)0*(\d+)(?:\.(\d*?)0*)?$/.exec(text) ?? [];
  const value = decimals === '' ? whole : `${whole}.${decimals}`;
  return value === '0' ? value : sign + value;
}
