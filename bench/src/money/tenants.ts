import { profileRegistered, quotaChanged, type QuotaChanged } from '@clipcast/contracts';
import type { AppendCommand, CommandContext } from '@clipcast/event-store';
import { bareId, prefixed, type Ids, type ProfileId } from '@clipcast/kernel';

/** No limit that a bench could reach. */
export const AMPLE_USD = '900000000.000000';

export const benchContext = (ids: Ids): CommandContext => ({
  actor: 'operator:bench',
  correlationId: ids.next(),
});

export const newTenants = (ids: Ids, count: number): ProfileId[] =>
  Array.from({ length: count }, () => prefixed('prf', ids.next()));

export const quotaTerms = (monthlyLimitUsd: string): QuotaChanged['data'] => ({
  monthlyLimitUsd,
  warnAtPercent: 90,
  alsoTellAtPercent: [],
  enforcement: 'hard',
});

/** What profile-service says when a profile is made and gets a quota. */
export const registration = (ids: Ids, profileId: ProfileId, monthlyLimitUsd: string): AppendCommand => ({
  stream: { profileId, type: 'profile', id: bareId(profileId) },
  expectedVersion: 0,
  events: [
    { type: profileRegistered.type, data: { name: 'Bench', slug: `bench-${bareId(profileId)}` } },
    { type: quotaChanged.type, data: quotaTerms(monthlyLimitUsd) },
  ],
  context: benchContext(ids),
});
