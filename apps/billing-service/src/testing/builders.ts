import type { CostIncurred, CostRecorded, QuotaChanged } from '@clipcast/contracts';
import type { CommandContext } from '@clipcast/event-store';
import { bareId, formatUsd, prefixed, systemRuntime, type CostId, type ProfileId } from '@clipcast/kernel';
import type { PublicEvent } from '@clipcast/messaging';
import { PLAIN_ENTRY } from '../budgets/budget-draft.ts';
import type { ReportedCost } from '../budgets/record-cost/record-cost.ts';
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
  plan: null,
  corrects: null,
  ...different,
});

/** Ten dollars a month, hard, with a warning at 90 percent, unless said otherwise. */
export const aQuota = (different: Partial<QuotaChanged['data']> = {}): QuotaChanged['data'] => ({
  monthlyLimitUsd: '10.000000',
  warnAtPercent: 90,
  alsoTellAtPercent: [],
  enforcement: 'hard',
  ...different,
});

/** The same as it reaches the command that books it. */
export const aReportedCost = (different: Partial<ReportedCost> = {}): ReportedCost => ({
  ...aCost(),
  corrects: null,
  accessKeyId: null,
  ...different,
});

/** The same once it is booked, as the first cost of a month without reservations. */
export const aRecordedCost = (different: Partial<CostRecorded['data']> = {}): CostRecorded => ({
  type: 'CostRecorded',
  data: {
    ...aCost(),
    ...PLAIN_ENTRY,
    amountUsd: '1.000000',
    month: '2026-03',
    spentUsd: '1.000000',
    reservedUsd: '0.000000',
    limitUsd: '10.000000',
    ...different,
  },
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
  schemaVersion: 2,
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
    alsoTellAtPercent: [...quota.alsoTellAtPercent],
    enforcement: quota.enforcement,
  },
});

/** A thousand characters of a voice, without an amount, unless said otherwise. */
export const aUsage = (different: Partial<ReportedCost> = {}): ReportedCost =>
  aReportedCost({
    provider: 'elevenlabs',
    model: 'eleven_v3',
    unit: 'character',
    quantity: '1000',
    amountUsd: null,
    ...different,
  });
