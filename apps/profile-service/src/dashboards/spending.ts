import {
  costRecorded,
  quotaExhausted,
  quotaRestored,
  quotaWarningReached,
  reservationExpired,
  reservationOpened,
  reservationReleased,
  reservationSettled,
} from '@clipcast/contracts';
import { bareId, parseUsd, type Micros, type Uuid } from '@clipcast/kernel';
import { isPublic, type PublicEvent } from '@clipcast/messaging';
import { dayOf, type Day } from './publish-activity.ts';

/** What billing-service told last of a profile's month. */
export interface SpentMonth {
  readonly profileId: Uuid;
  readonly month: string;
  readonly spent: Micros;
  readonly reserved: Micros;
  /** When it was told that nothing is left; null before, and after there was room again. */
  readonly exhaustedAt: string | null;
  /** Of the month's stream. */
  readonly version: number;
}

/** What was spent with a provider on a day, or by how much that changes. */
export interface DayCost {
  readonly profileId: Uuid;
  readonly day: Day;
  readonly provider: string;
  readonly micros: Micros;
  readonly entries: number;
}

type OfMonth = PublicEvent<string, { month: string; spentUsd: string; reservedUsd: string }>;

const MONTH_FACTS = [
  costRecorded,
  quotaWarningReached,
  quotaExhausted,
  quotaRestored,
  reservationOpened,
  reservationSettled,
  reservationReleased,
  reservationExpired,
];

/** Whether a fact tells how a month stands after it. */
export const isOfMonth = (event: PublicEvent): event is OfMonth =>
  MONTH_FACTS.some((contract) => isPublic(event, contract));

/** The month after another fact; the same one when the fact is in it already. */
export function monthAfter(before: SpentMonth | undefined, event: OfMonth): SpentMonth {
  if (before && event.streamVersion <= before.version) return before;
  const { month, spentUsd, reservedUsd } = event.data;
  return {
    profileId: bareId(event.profileId),
    month,
    spent: parseUsd(spentUsd),
    reserved: parseUsd(reservedUsd),
    exhaustedAt: exhaustedAfter(before?.exhaustedAt ?? null, event),
    version: event.streamVersion,
  };
}

/** What a fact adds to the costs of a day; undefined when it is no cost. A refund or a correction adds less than nothing. */
export const costIn = (event: PublicEvent): DayCost | undefined =>
  isPublic(event, costRecorded)
    ? {
        profileId: bareId(event.profileId),
        day: dayOf(event.data.incurredAt),
        provider: event.data.provider,
        micros: parseUsd(event.data.amountUsd),
        entries: 1,
      }
    : undefined;

function exhaustedAfter(before: string | null, event: PublicEvent): string | null {
  if (isPublic(event, quotaRestored)) return null;
  return isPublic(event, quotaExhausted) ? (before ?? event.recordedAt) : before;
}
