import { micros } from './decimal.ts';
import type { LedgerRow } from './ledger-row.ts';

/** A grant may rest on a cap that was read so long before it was recorded: it waits for its turn meanwhile. */
const READ_BEFORE_MS = 60_000;

interface CapChange {
  readonly at: Date;
  /** Null from when on there is no cap. */
  readonly limit: bigint | null;
}

/** What each access key was allowed to use, and when. */
export class CapHistory {
  readonly #changes = new Map<string, CapChange[]>();

  apply({ profile_id, type, data, recorded_at: at }: LedgerRow): void {
    const key = keyOf(profile_id, data['accessKeyId']);
    const changes = this.#changes.get(key) ?? [{ at: new Date(0), limit: null }];
    this.#changes.set(key, changes);
    if (type === 'SpendCapSet') changes.push({ at, limit: micros(data['monthlyLimitUsd']) });
    if (type === 'SpendCapRemoved') changes.push({ at, limit: null });
  }

  /** The highest of the caps that a grant may have been decided by; null when it may have been decided by none. */
  highestAt(profileId: string, accessKeyId: string, at: Date): bigint | null {
    const changes = this.#changes.get(keyOf(profileId, accessKeyId)) ?? [];
    const since = at.getTime() - READ_BEFORE_MS;
    // One counts until the next one comes.
    const possible = changes.filter((_, index) => (changes[index + 1]?.at.getTime() ?? Infinity) > since);
    const limits = possible.map(({ limit }) => limit).filter((limit) => limit !== null);
    if (limits.length === 0 || limits.length < possible.length) return null;
    return limits.reduce((highest, limit) => (limit > highest ? limit : highest));
  }
}

const keyOf = (profileId: string, accessKeyId: unknown): string => `${profileId} ${String(accessKeyId)}`;
