export type { JsonColumn, LogTables, Timestamp } from './database/log-tables.ts';
export { migrateToLatest } from './database/migrate.ts';
export { isDatabaseTrouble, isPassingTrouble } from './database/passing-trouble.ts';
export { openDatabase, type Database } from './database/open-database.ts';
export { TenantDoor, type ProfileRows, type TenantTable } from './database/tenant-door.ts';
export { replay, UnknownEventError, type Aggregate } from './decider/aggregate.ts';
export {
  earlierAnswer,
  handleCommand,
  type CommandAnswer,
  type CommandHandling,
} from './decider/handle-command.ts';
export { EventStore } from './log/event-store.ts';
export type {
  AppendCommand,
  AppendOutcome,
  CommandContext,
  CommandIdentity,
  DomainEvent,
  EventMeta,
  FirstAnswer,
  LogHead,
  RecordedEvent,
  StreamRef,
} from './log/events.ts';
export { Leadership } from './projections/leadership.ts';
export { isEvent, type Projection } from './projections/projection.ts';
export { ProjectionRunner, type OnTrouble } from './projections/projection-runner.ts';
export { WakeUp } from './projections/wake-up.ts';
export { FencedError, Watermarks, type Watermark } from './projections/watermarks.ts';
