import type { Aggregate, DomainEvent, StreamRef } from '@clipcast/event-store';
import {
  bareId,
  derivedId,
  DomainError,
  parseUsd,
  type AccessKeyId,
  type Micros,
  type ProfileId,
} from '@clipcast/kernel';
import { Map } from 'immutable';

/** An access key may spend so much in a calendar month, whatever the profile's quota leaves. */
export type SpendCapSet = DomainEvent<
  'SpendCapSet',
  { readonly accessKeyId: AccessKeyId; readonly monthlyLimitUsd: string }
>;

/** An access key is limited by the profile's quota alone. */
export type SpendCapRemoved = DomainEvent<'SpendCapRemoved', { readonly accessKeyId: AccessKeyId }>;

export type SpendCapEvent = SpendCapSet | SpendCapRemoved;

/** The caps of a profile's access keys. */
export type SpendCapBook = Map<string, Micros>;

/** The caps of one profile. Few facts: they change when a person decides so. */
export const spendCapBook: Aggregate<SpendCapBook, SpendCapEvent> = {
  streamType: 'spend-caps',
  initialState: Map(),
  eventTypes: { SpendCapSet: true, SpendCapRemoved: true },
  evolve(caps, event): SpendCapBook {
    switch (event.type) {
      case 'SpendCapSet':
        return caps.set(event.data.accessKeyId, parseUsd(event.data.monthlyLimitUsd));
      case 'SpendCapRemoved':
        return caps.delete(event.data.accessKeyId);
    }
  },
};

export const spendCapStream = (profileId: ProfileId): StreamRef => ({
  profileId,
  type: spendCapBook.streamType,
  id: derivedId('spend-caps', bareId(profileId)),
});

export const spendCapNotFound = (accessKeyId: AccessKeyId): DomainError =>
  new DomainError(
    'spend_cap_not_found',
    'not_found',
    `The access key ${accessKeyId} has no spend cap in this profile. Set one with PUT.`,
  );
