import type { CostIncurred, QuotaChanged } from '@clipcast/contracts';
import type { CommandContext } from '@clipcast/event-store';
import { bareId, formatUsd, prefixed, systemRuntime, type CostId, type ProfileId } from '@clipcast/kernel';
import type { PublicEvent } from '@clipcast/messaging';
import type { Quota } from '../quotas/quota.ts';

export const aProfileId = (): ProfileId => prefixed('prf', systemRuntime.ids.next());
export const aCostId = (): CostId => prefixed('cst', systemRuntime.ids.next());

/** A post that cost a dollar, unless said otherwise. */
export const aCost = (different: Partial<CostIncurred['data']> = {}): CostIncurred['data'] => ({
  costId: aCostId(),
  provider: 'postiz',
  model: 'post',
  quantity: '1',
  unit: 'post',
  amountUsd: '1.000000',
  incurredAt: '2026-03-10T09:00:00Z',
  source: {},
  ...different,
});

/** Ten dollars a month, hard, with a warning at 90 percent, unless said otherwise. */
export const aQuota = (different: Partial<QuotaChanged['data']> = {}): QuotaChanged['data'] => ({
  monthlyLimitUsd: '10.000000',
  warnAtPercent: 90,
  enforcement: 'hard',
  ...different,
});

export const aContext = (): CommandContext => ({
  actor: 'operator:test',
  correlationId: systemRuntime.ids.next(),
});

/** A quota as profile-service's message tells it. */
export const toldQuota = (
  profileId: ProfileId,
  quota: Quota,
): PublicEvent<'QuotaChanged', QuotaChanged['data']> => ({
  service: 'profile',
  type: 'QuotaChanged',
  schemaVersion: 1,
  id: systemRuntime.ids.next(),
  number: BigInt(quota.version),
  epoch: systemRuntime.ids.next(),
  profileId,
  streamId: bareId(profileId),
  streamVersion: quota.version,
  recordedAt: '2026-03-15T12:00:00.000Z',
  correlationId: systemRuntime.ids.next(),
  actor: 'operator:test',
  data: {
    monthlyLimitUsd: formatUsd(quota.limit),
    warnAtPercent: quota.warnAtPercent,
    enforcement: quota.enforcement,
  },
});
