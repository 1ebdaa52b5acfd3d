import type { Uuid } from '@clipcast/kernel';
import type { Transaction } from 'kysely';
import type { LogTables } from '../../database/log-tables.ts';
import type { EventStore } from '../../log/event-store.ts';
import type { RecordedEvent } from '../../log/events.ts';
import type { Projection, ProjectionTable } from '../projection.ts';

/** A log that can be read from any position again: this service's own, or another's through its reading door. */
export interface ReplayableLog<Event = unknown> {
  /** Where it ends now, and of which life it is. */
  head(): Promise<{ readonly position: bigint; readonly epoch: Uuid }>;
  /** Up to `limit` facts after a position, in order. */
  read(after: bigint, limit: number): Promise<readonly Event[]>;
  /** A fact's number in this log: 1, 2, 3 … without holes. */
  positionOf(event: Event): bigint;
}

/** A projection of either kind, with the log that its tables can be built from. */
export interface ReadModel<Event = unknown> {
  readonly name: string;
  /** The service whose facts it shows. */
  readonly source: string;
  readonly version: number;
  readonly tables: readonly ProjectionTable[];
  readonly log: ReplayableLog<Event>;
  apply(tx: Transaction<LogTables>, events: readonly Event[]): Promise<void>;
}

/** A service's own log, as rebuilds read it. */
export const ownLog = (store: EventStore): ReplayableLog<RecordedEvent> => ({
  head: () => store.head(),
  read: (after, limit) => store.readAll(after, limit),
  positionOf: ({ position }) => position,
});

/** A projection of this service's own facts as a read model. */
export const ownReadModel = <Tables extends LogTables>(
  store: EventStore,
  projection: Projection<Tables>,
): ReadModel<RecordedEvent> => ({
  name: projection.name,
  source: store.service,
  version: projection.version,
  tables: projection.tables,
  log: ownLog(store),
  apply: (tx, events) => projection.apply(tx as never, events),
});

/** What identifies a read model among all of a service. */
export type ReadModelKey = Pick<ReadModel, 'name' | 'source'>;
