import type { Kysely, Transaction } from 'kysely';
import type { LogTables } from '../database/log-tables.ts';
import type { DomainEvent, RecordedEvent } from '../log/events.ts';

/**
 * A table that one projection fills and nobody else does. It is made wherever the projection needs it: where it is read,
 * and in a schema of its own while it is built anew. So names in `create` and `indexes` are never qualified.
 */
export interface ProjectionTable {
  readonly name: string;
  /** Makes the table with its primary key, and nothing that only its readers need. */
  create(db: Kysely<unknown>): Promise<void>;
  /** Makes what only readers need; after the rows have come where there are many of them. */
  indexes?(db: Kysely<unknown>): Promise<void>;
  /** Columns that belong to workers and not to facts (leases): kept when the tables are switched, and never compared. */
  readonly workerColumns?: readonly string[];
}

/**
 * A read model of this service's own facts. `apply` gets them in order, in batches, within the transaction that also
 * moves the watermark: a fact is in the tables exactly once.
 */
export interface Projection<Tables extends LogTables = LogTables> {
  readonly name: string;
  /** Raised when what is computed changes; the tables are then built anew while the old ones serve. */
  readonly version: number;
  readonly tables: readonly ProjectionTable[];
  apply(tx: Transaction<Tables>, events: readonly RecordedEvent[]): Promise<void>;
}

/** Narrows a recorded fact by its type: `if (isEvent<ClipRegistered>(event, 'ClipRegistered')) …`. */
export const isEvent = <E extends DomainEvent>(
  event: RecordedEvent,
  type: E['type'],
): event is RecordedEvent<E> => event.type === type;
