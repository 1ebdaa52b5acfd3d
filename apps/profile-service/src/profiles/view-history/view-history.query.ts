import { EventStore, replay, type DomainEvent, type RecordedEvent } from '@clipcast/event-store';
import { bareId } from '@clipcast/kernel';
import { decodeCursor, pageOf, type Page } from '@clipcast/service-kit';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { profile, registered, type ProfileEvent } from '../profile.ts';
import { changesOf, type Change } from './history-changes.ts';
import { ViewHistory, type HistoryItem } from './view-history.ts';

/** Answered from the log itself: there is no read model that could differ from it. */
@QueryHandler(ViewHistory)
export class ViewHistoryHandler implements IQueryHandler<ViewHistory> {
  constructor(private readonly store: EventStore) {}

  async execute({ profileId, limit, cursor }: ViewHistory): Promise<Page<HistoryItem>> {
    const before = decodeCursor(cursor, z.int().positive()) ?? Infinity;
    const events = await this.store.readStream({
      profileId,
      type: profile.streamType,
      id: bareId(profileId),
    });
    // Nobody's history is refused like nobody's profile, and a fact of a newer release is refused by name.
    registered(replay(profile, events));
    // What a fact changed shows only against everything before it, so each page reads the whole stream.
    const changes = changesOf(events as readonly (DomainEvent & ProfileEvent)[]);
    const items = events
      .map((event, index) => historyItem(event, changes[index] ?? []))
      .filter(({ version }) => version < before)
      .toReversed();
    return pageOf(items, limit, ({ version }) => version);
  }
}

const historyItem = (event: RecordedEvent, changes: readonly Change[]): HistoryItem => ({
  position: String(event.position),
  version: event.version,
  type: event.type,
  at: event.recordedAt.toISOString(),
  actor: event.meta.actor,
  changes,
  correlationId: event.meta.correlationId,
  traceId: event.meta.traceparent?.split('-')[1] ?? null,
});
