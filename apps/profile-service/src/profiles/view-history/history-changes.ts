import { isDeepStrictEqual } from 'node:util';
import type { Json } from '@clipcast/kernel';
import type { ProfileEvent } from '../profile.ts';
import { DEFAULT_PUBLISHING, publishingView } from '../publishing-settings.ts';

/** One setting before and after; null stands for one that is not set. */
export interface Change {
  readonly field: string;
  readonly from: Json;
  readonly to: Json;
}

type Fields = Readonly<Record<string, Json>>;

/**
 * What each fact of a profile's life changed, one list a fact, in the same order. A fact that repeats what held already
 * changed nothing.
 */
export function changesOf(events: readonly ProfileEvent[]): Change[][] {
  const current = new Map<string, Json>(Object.entries(publishingView(DEFAULT_PUBLISHING)));
  return events.map((event) =>
    Object.entries(fieldsOf(event)).flatMap(([field, to]) => {
      const from = current.get(field) ?? null;
      current.set(field, to);
      return isDeepStrictEqual(from, to) ? [] : [{ field, from, to }];
    }),
  );
}

/** What a fact says, field by field. Each is named, so that nothing secret gets in because it was added to the fact. */
function fieldsOf(event: ProfileEvent): Fields {
  switch (event.type) {
    case 'ProfileRegistered':
    case 'ProfileRenamed':
      return { name: event.data.name, slug: event.data.slug };
    case 'PublishingSettingsUpdated':
      return publishingView(event.data);
    case 'CredentialsUpdated': {
      const { apiUrl, keyLast4, enabled, connectionVersion } = event.data;
      return {
        'postiz.apiUrl': apiUrl,
        'postiz.keyLast4': keyLast4,
        'postiz.enabled': enabled,
        'postiz.connectionVersion': connectionVersion,
      };
    }
    case 'CredentialsRemoved':
      return {
        'postiz.apiUrl': null,
        'postiz.keyLast4': null,
        'postiz.enabled': null,
        'postiz.connectionVersion': null,
        'postiz.integrations': null,
      };
    case 'OrganisationSeen':
      return { 'postiz.integrations': [...event.data.integrationIds] };
    case 'NarrationSettingsUpdated': {
      const { provider, voiceId, options } = event.data;
      return { 'narration.provider': provider, 'narration.voiceId': voiceId, 'narration.options': options };
    }
    case 'QuotaChanged': {
      const { monthlyLimitUsd, warnAtPercent, alsoTellAtPercent, enforcement } = event.data;
      return {
        'quota.monthlyLimitUsd': monthlyLimitUsd,
        'quota.warnAtPercent': warnAtPercent,
        'quota.alsoTellAtPercent': alsoTellAtPercent,
        'quota.enforcement': enforcement,
      };
    }
  }
}
