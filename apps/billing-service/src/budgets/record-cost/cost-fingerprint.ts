import { hash } from 'node:crypto';
import type { ReportedCost } from './record-cost.ts';

/**
 * The same for the same cost, whichever door it comes through: by what was used, when, for how much and for what. Who
 * reports it does not count, and `"1"` is `"1.0"`.
 */
export function costFingerprint(reported: ReportedCost): string {
  const { provider, model, plan, quantity, unit, amountUsd, incurredAt, source, corrects } = reported;
  const content = JSON.stringify([
    provider,
    model,
    plan,
    plainDecimal(quantity),
    unit,
    amountUsd === null ? null : plainDecimal(amountUsd),
    Date.parse(incurredAt),
    Object.entries(source).sort(([one], [other]) => (one < other ? -1 : 1)),
    corrects,
  ]);
  return hash('sha256', content, 'base64url');
}

/** `"-01.50"` is `"-1.5"`, and `"-0"` is `"0"`. */
function plainDecimal(text: string): string {
  const [, sign = '', whole = '', decimals = ''] = /^(-?)0*(\d+)(?:\.(\d*?)0*)?$/.exec(text) ?? [];
  const value = decimals === '' ? whole : `${whole}.${decimals}`;
  return value === '0' ? value : sign + value;
}
