import type { Transaction } from 'kysely';
import type { LogTables } from '../database/log-tables.ts';
import type { DomainEvent, RecordedEvent } from '../log/events.ts';

/**
 * A read model of this service's own facts. `apply` gets them in order, in batches, within the transaction that also
 * moves the watermark: a fact is in the tables exactly once.
 */
export interface Projection<Tables extends LogTables = LogTables> {
  readonly name: string;
  apply(tx: Transaction<Tables>, events: readonly RecordedEvent[]): Promise<void>;
}

/** Narrows a recorded fact by its type: `if (isEvent<ClipRegistered>(event, 'ClipRegistered')) …`. */
export const isEvent = <E extends DomainEvent>(
  event: RecordedEvent,
  type: E['type'],
): event is RecordedEvent<E> => event.type === type;
